/** Reads the app's own arguments among those that Electron and its tools add. */

export interface ProgramOptions {
  /** The folder below which every absolute path is resolved; `/` on a real Mac. */
  readonly root: string;
  /** The file of a demonstration (contract/demonstration.ts); null where this is the app itself. */
  readonly demonstration: string | null;
}

/** Takes `--root DIR`, `--demo FILE` and both with `=`; anything else is not ours. */
export const programOptions = (argv: readonly string[]): ProgramOptions => ({
  root: valueOf(argv, '--root') ?? '/',
  demonstration: valueOf(argv, '--demo'),
});

function valueOf(argv: readonly string[], option: string): string | null {
  const index = argv.findIndex((argument) => argument === option || argument.startsWith(`${option}=`));
  const argument = argv[index];
  const value = argument === option ? argv[index + 1] : argument?.slice(option.length + 1);
  return value === undefined || value === '' ? null : value;
}
