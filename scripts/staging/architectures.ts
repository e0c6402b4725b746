/** The processors of Macs, as Node and Electron name them. */
export const architectures = ['arm64', 'x64'] as const;
export type MacArchitecture = (typeof architectures)[number];
