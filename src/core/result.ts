/** Expected failures are values with a reason; bugs throw. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const failed = <E>(problem: E): { readonly ok: false; readonly problem: E } => ({
  ok: false,
  problem,
});

/** Closes a union: the compiler complains where a case is missing, and a value from outside the types throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected case: ${JSON.stringify(value)}`);
}
