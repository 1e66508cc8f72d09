/** ArcGIS: the answer of `community/self`. A user name is chosen once and kept for ever, whatever the person is called. */
import type { Shape } from "../shape.ts";

export const arcgis: Shape = {
  profile: ({ person, ids }) => ({
    username: `${person.subject}_maps`,
    id: ids.hex(32),
    fullName: person.name,
    firstName: person.givenName,
    lastName: person.familyName,
    email: person.email,
    userType: "arcgisonly",
    thumbnail: null,
    culture: person.locale.slice(0, 2),
  }),
};
