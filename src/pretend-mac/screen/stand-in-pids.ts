/** Processes that every Mac has and that none of this computer plays. Linux never gives such numbers. */
export const standInPids = {
  windowServer: 5_000_143,
  cameraService: 5_000_321,
  finder: 5_000_500,
  controlCenter: 5_000_512,
} as const;
