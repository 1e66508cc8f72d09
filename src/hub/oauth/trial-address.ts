/** Where a sign-in that an administrator tries comes back to: a page of the console, registered for no client. */

/** @param clientRowId The client's row. */
export const trialAddress = (issuer: string, clientRowId: string): string =>
  `${issuer}/admin/applications/${clientRowId}/trial`;
