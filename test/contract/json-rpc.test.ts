/** JSON-RPC 2.0, one message a line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeLine,
  encodeFailure,
  encodeNotification,
  encodeRequest,
  encodeResult,
  explainSchemaError,
  rpcErrorCodes,
} from '../../src/contract/json-rpc.ts';
import { intentSchema } from '../../src/contract/session-door.ts';

const seed = 20_261_121;
const codeOf = (line: string): number | string => {
  const message = decodeLine(line);
  return message.kind === 'malformed' ? message.error.code : message.kind;
};

describe('a message', () => {
  it.each([
    [
      encodeRequest(7, 'intent', { a: 1 }),
      '{"jsonrpc":"2.0","id":7,"method":"intent","params":{"a":1}}',
      { kind: 'request', id: 7, method: 'intent', params: { a: 1 } },
    ],
    [
      encodeNotification('turn', {}),
      '{"jsonrpc":"2.0","method":"turn","params":{}}',
      { kind: 'notification', method: 'turn', params: {} },
    ],
    [
      encodeResult('a', [1]),
      '{"jsonrpc":"2.0","id":"a","result":[1]}',
      { kind: 'result', id: 'a', result: [1] },
    ],
    [
      encodeResult(1, undefined),
      '{"jsonrpc":"2.0","id":1,"result":null}',
      { kind: 'result', id: 1, result: null },
    ],
    [
      encodeFailure(null, -32700, 'no'),
      '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no"}}',
      { kind: 'failure', id: null, error: { code: -32700, message: 'no' } },
    ],
  ])('%s is one line and is read back', (line, written, message) => {
    expect(line).toBe(`${written}\n`);
    expect(decodeLine(line)).toEqual(message);
  });

  it('is one line and the same afterwards, whatever it carries', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }),
        (params, method) => {
          const line = encodeRequest(1, method, params);
          expect(line.indexOf('\n')).toBe(line.length - 1);
          expect(decodeLine(line)).toEqual({
            kind: 'request',
            id: 1,
            method,
            params: JSON.parse(JSON.stringify(params)) as unknown,
          });
        },
      ),
      { seed },
    );
  });
});

describe('a line that is not one', () => {
  it.each([
    ['', 'nothing'],
    ['{"jsonrpc":"2.0"', 'cut off'],
    ['hello', 'a word'],
    ['{"jsonrpc":"2.0"}{}', 'two in one line'],
  ])('%j is answered with a parse error: %s', (line) => {
    expect(codeOf(line)).toBe(rpcErrorCodes.parse);
  });

  it.each([
    ['null', 'null'],
    ['7', 'a number'],
    ['[]', 'a batch'],
    ['[{"jsonrpc":"2.0","id":1,"method":"hello"}]', 'a batch with a request in it'],
    ['{}', 'an empty object'],
    ['{"id":1,"method":"hello"}', 'no version'],
    ['{"jsonrpc":"1.0","id":1,"method":"hello"}', 'another version'],
    ['{"jsonrpc":"2.0","id":null,"method":"hello"}', 'a request without an identity'],
    ['{"jsonrpc":"2.0","id":1.5,"method":"hello"}', 'a broken identity'],
    [`{"jsonrpc":"2.0","id":"${'x'.repeat(65)}","method":"hello"}`, 'an endless identity'],
    ['{"jsonrpc":"2.0","id":{},"method":"hello"}', 'an object for an identity'],
    ['{"jsonrpc":"2.0","id":1,"method":""}', 'a method without a name'],
    ['{"jsonrpc":"2.0","id":1,"method":7}', 'a number for a method'],
    [`{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(65)}"}`, 'an endless method'],
    ['{"jsonrpc":"2.0","id":1,"method":"hello","extra":1}', 'a key too many'],
    ['{"jsonrpc":"2.0","id":1,"method":"hello","result":1}', 'a request that is an answer'],
    ['{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":""}}', 'both result and error'],
    ['{"jsonrpc":"2.0","id":1}', 'neither result nor error'],
    ['{"jsonrpc":"2.0","id":1,"error":{"code":"x","message":""}}', 'a word for an error code'],
    ['{"jsonrpc":"2.0","result":1}', 'an answer to nobody'],
  ])('%s is answered as an invalid request: %s', (line) => {
    expect(codeOf(line)).toBe(rpcErrorCodes.invalidRequest);
  });

  it('never throws, and carries no prototype with it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (line) => {
        expect(() => decodeLine(line)).not.toThrow();
      }),
      { seed, numRuns: 500 },
    );
    decodeLine('{"jsonrpc":"2.0","id":1,"method":"x","params":{"__proto__":{"polluted":1}}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

it('the codes are all different', () => {
  const codes = Object.values(rpcErrorCodes);
  expect(new Set(codes).size).toBe(codes.length);
});

describe('what a schema refuses', () => {
  it('is explained by path and rule, in one line, without the whole value', () => {
    const secret = 'x'.repeat(500);
    const read = intentSchema.safeParse({
      kind: 'choose',
      deployment: `../${secret}`,
      pick: { kind: 'in', minutes: 0 },
    });
    if (read.success) throw new Error('accepted');
    const words = explainSchemaError(read.error);
    expect(words).toContain('deployment: must be 1 to 128 letters');
    expect(words).toContain('pick.minutes: ');
    expect(words).not.toContain('\n');
    expect(words).not.toContain(secret);
  });
});
