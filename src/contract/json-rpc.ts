/**
 * JSON-RPC 2.0, one message a line: the grammar that both doors share. Pure text in, values out; no sockets here.
 * A peer that sends anything else gets one clear error and, where the framing is lost, its connection closed.
 */
import * as z from 'zod/mini';

/** A line towards the helper may hold this many bytes of UTF-8 (DESIGN §2). */
export const maxLineBytes = 64 * 1024;
/** Lines from the helper (trusted) may be longer: a snapshot of many deployments. */
export const maxLineBytesFromHelper = 16 * 1024 * 1024;
/** Said in the first message of every connection; both sides must agree. */
export const protocolVersion = 1;

/** JSON-RPC's own codes, and ours from -32000 down. */
export const rpcErrorCodes = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  wrongVersion: -32000,
  lineTooLong: -32001,
  tooManyRequests: -32002,
  helloExpected: -32003,
} as const;

const idSchema = z.union([z.int(), z.string().check(z.maxLength(64))]);

export const rpcErrorSchema = z.object({
  code: z.int(),
  message: z.string(),
});
export type RpcError = z.infer<typeof rpcErrorSchema>;

const requestSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: idSchema,
  method: z.string().check(z.minLength(1), z.maxLength(64)),
  params: z.optional(z.unknown()),
});
const notificationSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.string().check(z.minLength(1), z.maxLength(64)),
  params: z.optional(z.unknown()),
});
const resultSchema = z.strictObject({ jsonrpc: z.literal('2.0'), id: idSchema, result: z.unknown() });
const failureSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.nullable(idSchema),
  error: rpcErrorSchema,
});

export type RpcId = z.infer<typeof idSchema>;
export type RpcMessage =
  | { readonly kind: 'request'; readonly id: RpcId; readonly method: string; readonly params: unknown }
  | { readonly kind: 'notification'; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: RpcId; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: RpcId | null; readonly error: RpcError }
  | { readonly kind: 'malformed'; readonly error: RpcError };

/** Reads one line. Never throws: what is not JSON-RPC comes back as `malformed` with the error to answer. */
export function decodeLine(line: string): RpcMessage {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return malformed(rpcErrorCodes.parse, 'The line is not JSON.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return malformed(rpcErrorCodes.invalidRequest, 'The line is not one JSON-RPC object.');
  }
  if ('method' in json) {
    const request = requestSchema.safeParse(json);
    if (request.success) return { kind: 'request', ...pick(request.data) };
    const notification = notificationSchema.safeParse(json);
    if (notification.success) {
      return { kind: 'notification', method: notification.data.method, params: notification.data.params };
    }
  } else {
    const result = resultSchema.safeParse(json);
    if (result.success) return { kind: 'result', id: result.data.id, result: result.data.result };
    const failure = failureSchema.safeParse(json);
    if (failure.success) return { kind: 'failure', id: failure.data.id, error: failure.data.error };
  }
  return malformed(rpcErrorCodes.invalidRequest, 'The line is not a JSON-RPC 2.0 message.');
}

export const encodeRequest = (id: RpcId, method: string, params: unknown): string =>
  line({ jsonrpc: '2.0', id, method, params });
export const encodeNotification = (method: string, params: unknown): string =>
  line({ jsonrpc: '2.0', method, params });
export const encodeResult = (id: RpcId, result: unknown): string =>
  line({ jsonrpc: '2.0', id, result: result ?? null });
export const encodeFailure = (id: RpcId | null, code: number, message: string): string =>
  line({ jsonrpc: '2.0', id, error: { code, message } });

/** What a zod refusal says in one line: the path and the rule, not the whole value. */
export const explainSchemaError = (error: z.core.$ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`)
    .join('; ');

const line = (message: object): string => `${JSON.stringify(message)}\n`;
const malformed = (code: number, message: string): RpcMessage => ({
  kind: 'malformed',
  error: { code, message },
});
const pick = (request: z.infer<typeof requestSchema>): { id: RpcId; method: string; params: unknown } => ({
  id: request.id,
  method: request.method,
  params: request.params,
});
