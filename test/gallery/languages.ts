/** The languages of the gallery, each with a region: as a Mac would be set. */
export const galleryLanguages: readonly string[] = ['en-GB'];
