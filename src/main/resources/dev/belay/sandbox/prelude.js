// Run once in each sandbox, before any program. Leaves the language and the functions of the host, and nothing else.
// `host` is one contract with dev.belay.sandbox.Course.
(() => {
  const { parse, stringify } = JSON;
  const { apply, construct, ownKeys } = Reflect;
  const { defineProperty, freeze, hasOwn } = Object;
  const ThePromise = Promise;
  const { resolve, prototype: { then } } = Promise;
  const invoke = globalThis.java_invoke;
  const { isArray } = Array;
  const TrueDate = Date;
  const TrueError = Error;
  const text = String;
  const globalEval = eval;
  // Written by hand, because a program may change what `stringify` makes of a list.
  const list = (one, other) => "[" + stringify(text(one)) + "," + stringify(text(other)) + "]";
  const host = (what, said) => parse(parse(invoke("belay", "host", list(what, said))));
  const setting = host("setting", "");

  const LANGUAGE = new Set(("Object Function Error EvalError RangeError ReferenceError SyntaxError TypeError URIError "
    + "InternalError AggregateError Iterator Array parseInt parseFloat isNaN isFinite queueMicrotask decodeURI "
    + "decodeURIComponent encodeURI encodeURIComponent escape unescape Infinity NaN undefined eval Number Boolean "
    + "String Math Reflect Symbol globalThis BigInt Date RegExp JSON Proxy Map Set WeakMap WeakSet ArrayBuffer "
    + "Uint8ClampedArray Int8Array Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array "
    + "BigUint64Array Float32Array Float64Array DataView Promise").split(" "));
  for (const name of ownKeys(globalThis)) {
    if (typeof name === "string" && !LANGUAGE.has(name)) {
      delete globalThis[name];
    }
  }

  // A program that is run again must come to the same: time stands still, and chance is drawn from a seed.
  let now = 0;
  let state = setting.seed;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const StillDate = function Date(...given) {
    return new.target
      ? construct(TrueDate, given.length ? given : [now], new.target)
      : new TrueDate(now).toString();
  };
  StillDate.prototype = TrueDate.prototype;
  StillDate.prototype.constructor = StillDate;
  StillDate.now = () => now;
  StillDate.parse = TrueDate.parse;
  StillDate.UTC = TrueDate.UTC;
  globalThis.Date = StillDate;

  const shown = (value) => {
    try {
      if (typeof value === "string") return value;
      if (value instanceof TrueError) return text(value);
      if (value instanceof Map) return shown([...value]);
      if (value instanceof Set) return shown([...value]);
      const json = typeof value === "object" ? stringify(value) : undefined;
      return json === undefined ? text(value) : json;
    } catch {
      return "[cannot be shown]";
    }
  };
  const print = (...values) => {
    let line = "";
    for (let i = 0; i < values.length && line.length <= setting.longest; i++) {
      line += (i ? " " : "") + shown(values[i]);
    }
    host("print", line.slice(0, setting.longest) + "\n");
  };
  globalThis.print = print;
  globalThis.console = { log: print, info: print, warn: print, error: print, debug: print };

  const ENOUGH = { toString: () => "the answer is given" };
  globalThis.final_answer = (value) => {
    host("answer", shown(value));
    throw ENOUGH;
  };

  // Results are data: JSON becomes what it says, unless a number would lose digits; all else stays text.
  const read = (result) => {
    try {
      const value = parse(result);
      return typeof value !== "number" || text(value) === result.trim() ? value : result;
    } catch {
      return result;
    }
  };
  const named = (given, parameters) => {
    const only = given[0];
    const isObject = typeof only === "object" && only !== null && !isArray(only);
    if (given.length === 0 || (given.length === 1 && isObject)) {
      return only ?? {};
    }
    const result = {};
    for (let i = 0; i < given.length; i++) {
      if (i >= parameters.length) throw new TypeError("takes at most " + parameters.length + " arguments");
      result[parameters[i]] = given[i];
    }
    return result;
  };
  const tool = ({ name, alias, parameters }) => (...given) => {
    const reply = host("call", list(name, stringify(named(given, parameters)) ?? "{}"));
    if (hasOwn(reply, "error")) throw new TrueError(alias + ": " + reply.error);
    return read(reply.text);
  };
  const tools = {};
  for (const one of setting.functions) {
    tools[one.name] = tools[one.alias] = globalThis[one.alias] = tool(one);
  }
  globalThis.tools = new Proxy(tools, {
    get: (all, name) => typeof name === "symbol" || name in all ? all[name] : tool({ name, alias: name, parameters: [] }),
  });

  // Each program is given to the `eval` of the one before, so it sees what that declared, with `const` and `let` too.
  let scope = globalEval("(source) => eval(source)");
  const failed = (thrown) => {
    if (thrown === ENOUGH) {
      host("ended", "");
      return;
    }
    let message = shown(thrown);
    let stack = "";
    try {
      if (thrown instanceof TrueError) stack = text(thrown.stack);
    } catch {
      message = "[cannot be shown]";
    }
    host("failed", list(message, stack));
  };
  const $belay = {
    run() {
      const program = host("program", "");
      if (program === null) return;
      now = program.now;
      try {
        const value = scope("(async () => { $belay.within((source) => eval(source)); " + program.source + "\n})()");
        apply(then, apply(resolve, ThePromise, [value]), [() => host("ended", ""), failed]);
      } catch (thrown) {
        failed(thrown);
      }
    },
    within(inner) {
      scope = inner;
    },
  };
  defineProperty(globalThis, "$belay", { value: freeze($belay) });
  // Another function of that name would not see what a program declared.
  defineProperty(globalThis, "eval", { writable: false, configurable: false });
})();
