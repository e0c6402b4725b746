/** Decodes what the page sends. Used in main only; whatever it does not accept is dropped. */
import * as z from 'zod/mini';
import { longestTypedTime, type PageMessage } from './window.ts';

const typedTime = {
  date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)),
  time: z.string().check(z.maxLength(longestTypedTime)),
};

const height = z.int().check(z.gte(1), z.lte(10_000));

export const pageMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('height'), pixels: height, least: height }),
  z.strictObject({ kind: z.literal('typed'), ...typedTime }),
  z.strictObject({ kind: z.literal('choose'), choice: z.string().check(z.minLength(1), z.maxLength(64)) }),
  z.strictObject({ kind: z.literal('choose-own'), ...typedTime }),
  z.strictObject({ kind: z.enum(['start-now', 'one-by-one', 'touched']) }),
  z.strictObject({
    kind: z.literal('text-size'),
    step: z.union([z.literal(-1), z.literal(0), z.literal(1)]),
  }),
  z.strictObject({ kind: z.literal('close') }),
  z.strictObject({ kind: z.literal('open-link'), link: z.int().check(z.gte(0), z.lte(1000)) }),
]) satisfies z.ZodMiniType<PageMessage>;
