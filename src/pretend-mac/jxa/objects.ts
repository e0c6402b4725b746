/**
 * Objective-C objects as JavaScript for Automation shows them: properties by name, `js` for the JavaScript value of strings, numbers,
 * arrays and dictionaries, `isNil()`. C structures arrive as opaque references, which tell nothing until they are cast (macos.md C4).
 */

/** What a stand-in framework hands to a script; nested plain values become strings, numbers, arrays and dictionaries. */
export type Value =
  string | number | boolean | null | ObjCObject | readonly Value[] | { readonly [key: string]: Value };

/** An object with properties, such as NSWorkspace, as opposed to a dictionary. */
export class ObjCObject {
  readonly properties: Readonly<Record<string, unknown>>;

  constructor(properties: Readonly<Record<string, unknown>>) {
    this.properties = properties;
  }
}

export interface Bridged {
  isNil(): boolean;
  readonly js: unknown;
}

/** What is behind each bridged object. A script cannot see it, only ask the bridge. */
const behind = new WeakMap<object, Value>();

export function bridged(value: Value): Bridged {
  const object: Bridged & Record<string, unknown> = {
    isNil: () => value === null,
    get js() {
      return unwrap(value, object);
    },
  };
  // Not copied: what a property does is done when a script asks for it.
  if (value instanceof ObjCObject) {
    Object.defineProperties(object, Object.getOwnPropertyDescriptors(value.properties));
  }
  behind.set(object, value);
  return object;
}

/** One level: members stay bridged. nil is undefined, and an object without a JavaScript value stays what it is. */
function unwrap(value: Value, self: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  if (value instanceof ObjCObject) return self;
  if (isArray(value)) return value.map(bridged);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, bridged(member)]));
}

function deeply(value: Value): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  if (value instanceof ObjCObject) return bridged(value);
  if (isArray(value)) return value.map(deeply);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, deeply(member)]));
}

const isArray = (value: object): value is readonly Value[] => Array.isArray(value);

/** What a C function returns where a Core Foundation type is declared. */
export class Ref {
  readonly [Symbol.toStringTag] = 'Ref';
}

const referenced = new WeakMap<Ref, Value>();

export function reference(value: Value): Ref {
  const ref = new Ref();
  referenced.set(ref, value);
  return ref;
}

/** The `ObjC` of a script, apart from `import`. What is no bridged object is handed back as it is: above all a reference. */
export const unwrapping = {
  castRefToObject: (ref: unknown): Bridged => {
    if (!(ref instanceof Ref)) throw new TypeError('Invalid argument type. Expected a reference');
    return bridged(referenced.get(ref) ?? null);
  },
  unwrap: (object: unknown): unknown => {
    const value = valueBehind(object);
    return value === undefined ? object : unwrap(value, object);
  },
  deepUnwrap: (object: unknown): unknown => {
    const value = valueBehind(object);
    return value === undefined ? object : deeply(value);
  },
};

function valueBehind(object: unknown): Value | undefined {
  return typeof object === 'object' && object !== null ? behind.get(object) : undefined;
}
