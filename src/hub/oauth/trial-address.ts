/** Where a sign-in that an administrator tries comes back to: a page of the console, registered for no client. */

/** @param clientRowId The client's row. */
export const trialPath = (clientRowId: string): string => `/admin/applications/${clientRowId}/trial`;

export const trialAddress = (issuer: string, clientRowId: string): string => `${issuer}${trialPath(clientRowId)}`;
