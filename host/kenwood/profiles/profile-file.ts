import { z } from 'zod';
import { CONFIDENCE, type Confidence, printable } from '../../base/index.js';
import { type CheckedYaml, checkYaml, type Path } from '../../base/yaml/index.js';
import { findProfile } from './index.js';
import type { AskStep, RadioProfile, ScriptStep } from './profile.js';

/** A person's own radio: a file with the steps, or with what differs from a radio that is known. */

const confidenceShape = z.enum(Object.keys(CONFIDENCE) as Confidence[]);
const STATE = z.enum(['radio-control', 'command-line', 'kiss']);

/** What no script may say, and why. */
const DANGERS: readonly (readonly [RegExp, string])[] = [
  [/\x05/, 'Ctrl-E confuses the TNC of a Kenwood'],
  [/^(?:CONV\w*|K|TX|C(?:ONN\w*)? .*)\r/im, 'it transmits'],
];

/** A pattern as text; the case of letters does not count. */
const pattern = z.string().refine(isPattern, 'is no regular expression');
const ms = z.number().int().min(0).max(600_000);

const about = {
  label: z.string().min(1),
  source: z.string().min(1).optional(),
  confidence: confidenceShape.optional(),
};

const askShape = {
  ...about,
  ask: z.string(),
  expect: pattern,
  refused: pattern.optional(),
  contradicted: pattern.optional(),
  withinMs: ms.optional(),
  tries: z.number().int().min(1).max(20).optional(),
  everyMs: ms.min(20).optional(),
  poke: z.strictObject({ send: z.string(), afterMs: ms }).optional(),
  ifUnanswered: z.enum(['fail', 'continue']).optional(),
  hint: z.string().optional(),
  learns: z.string().optional(),
  tells: z.array(z.strictObject({ heard: pattern, state: STATE })).optional(),
  blind: z.boolean().optional(),
};
const tellShape = { ...about, tell: z.string(), blind: z.boolean().optional() };
const pauseShape = { ...about, pauseMs: ms };
const proveShape = {
  ...about,
  proveKiss: z.strictObject({ bootMs: ms, poke: z.string(), silentMs: ms.min(50) }),
};

/** One shape for all steps, so that a mistyped key is found by its own name; which kind it is comes after. */
const step = z
  .strictObject({
    ...z.object(askShape).partial().shape,
    tell: z.string().optional(),
    pauseMs: ms.optional(),
    proveKiss: proveShape.proveKiss.optional(),
    label: about.label,
  })
  .superRefine((value, context) => {
    const kinds = [value.ask, value.tell, value.pauseMs, value.proveKiss].filter(
      (kind) => kind !== undefined,
    );
    if (kinds.length !== 1)
      context.addIssue({ code: 'custom', message: 'a step has one of ask, tell, pauseMs, proveKiss' });
    if (value.ask !== undefined && value.expect === undefined)
      context.addIssue({ code: 'custom', message: 'ask wants expect: what the answer looks like' });
  });
type StepText = z.infer<typeof step>;

const profileText = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and dashes'),
  title: z.string().min(1).optional(),
  basedOn: z.string().optional(),
  line: z
    .strictObject({ speeds: z.array(z.number().int().positive()).min(1), defaultSpeed: z.number() })
    .optional(),
  handshake: z.enum(['rtscts', 'none']).optional(),
  values: z.record(z.string(), z.string()).optional(),
  identity: z.strictObject({ send: z.string(), answers: pattern, withinMs: ms.optional() }).optional(),
  recover: z.strictObject({ tries: z.number().int().min(1).max(20), steps: z.array(step).min(1) }).optional(),
  init: z.array(step).min(1).optional(),
  exit: z.array(step).optional(),
  exitMode: z.enum(['aprs', 'command-line']).optional(),
  byHand: z.string().optional(),
});
type ProfileText = z.infer<typeof profileText>;

const NESTED: Readonly<Record<string, readonly string[]>> = {
  line: ['speeds', 'defaultSpeed'],
  identity: ['send', 'answers', 'withinMs'],
  recover: ['tries', 'steps'],
  poke: ['send', 'afterMs'],
  tells: ['heard', 'state'],
  proveKiss: ['bootMs', 'poke', 'silentMs'],
};

function keysAt(path: Path): readonly string[] {
  if (path.length === 0) return Object.keys(profileText.shape);
  const named = path.filter((part): part is string => typeof part === 'string').at(-1) ?? '';
  const isStep = typeof path.at(-1) === 'number' && named !== 'tells';
  return isStep
    ? Object.keys({ ...askShape, ...tellShape, ...pauseShape, ...proveShape })
    : (NESTED[named] ?? []);
}

/**
 * Reads an own profile. What the file leaves out comes from `basedOn`, or from `generic-tnc2`.
 * @throws OnairError bad-value with file:line:column
 */
export function readProfile(text: string, file: string): RadioProfile {
  const checked = checkYaml(text, file, profileText, keysAt, 'onair tnc radios --radio tm-d700 --yaml');
  const { value } = checked;
  const base = baseOf(checked);
  const own = (list: readonly StepText[] | undefined, usual: readonly ScriptStep[]): readonly ScriptStep[] =>
    list === undefined ? usual : list.map((entry) => stepOf(entry, file));
  const init = own(value.init, base.init);
  if (init.at(-1)?.kind !== 'prove-kiss')
    throw checked.error(
      ['init'],
      'init must end in a step with proveKiss',
      'without it, whether the TNC is in KISS is unknown',
    );
  const first = value.recover?.steps[0]?.ask;
  if (first !== undefined && !/^[^\r]*\x03/.test(first)) {
    throw checked.error(
      ['recover', 'steps', 0],
      'the first bytes must hold a Ctrl-C (\\x03) before any CR',
      'in converse mode a CR transmits what was typed; a Ctrl-C leaves that mode',
    );
  }
  for (const part of ['recover', 'init', 'exit'] as const) {
    for (const said of texts(part === 'recover' ? value.recover?.steps : value[part])) {
      const danger = DANGERS.find(([bytes]) => bytes.test(said));
      if (danger) throw checked.error([part], `${part}: ${printable(said)}: ${danger[1]}`, 'leave it away');
    }
  }
  return {
    ...base,
    id: value.id,
    aliases: [],
    title: value.title ?? value.id,
    line: value.line ?? base.line,
    handshake:
      value.handshake === undefined
        ? base.handshake
        : { kind: value.handshake, remark: 'as the file says', source: file, confidence: 'one' },
    values: value.values ?? base.values,
    identity:
      value.identity === undefined
        ? base.identity
        : {
            send: value.identity.send,
            answers: regExp(value.identity.answers),
            withinMs: value.identity.withinMs ?? 1000,
            source: file,
          },
    recover:
      value.recover === undefined
        ? base.recover
        : { tries: value.recover.tries, steps: asks(checked, value.recover.steps, file) },
    init,
    exit: own(value.exit, base.exit),
    exitMode: value.exitMode ?? base.exitMode,
    byHand: value.byHand ?? base.byHand,
  };
}

function baseOf({ value, error }: CheckedYaml<ProfileText>): RadioProfile {
  const name = value.basedOn ?? 'generic-tnc2';
  try {
    return findProfile(name);
  } catch (unknown) {
    const { message, hint } = unknown as { message: string; hint: string };
    throw error(['basedOn'], message, hint);
  }
}

function asks(
  checked: CheckedYaml<ProfileText>,
  list: readonly StepText[],
  file: string,
): readonly AskStep[] {
  return list.map((entry, index) => {
    const made = stepOf(entry, file);
    if (made.kind === 'ask') return made;
    throw checked.error(
      ['recover', 'steps', index],
      'a step of recover is an ask',
      'a radio in the wrong state may not answer: ifUnanswered: continue',
    );
  });
}

function stepOf(entry: StepText, file: string): ScriptStep {
  const { label, source = file, confidence = 'one' } = entry;
  const base = { label, source, confidence };
  if (entry.pauseMs !== undefined) return { kind: 'pause', ms: entry.pauseMs, ...base };
  if (entry.proveKiss !== undefined) return { kind: 'prove-kiss', ...entry.proveKiss, ...base };
  if (entry.ask === undefined) {
    return {
      kind: 'tell',
      send: entry.tell ?? '',
      ...base,
      ...(entry.blind !== undefined && { blind: entry.blind }),
    };
  }
  const { refused, contradicted, everyMs, poke, hint, learns, tells, blind } = entry;
  return {
    kind: 'ask',
    send: entry.ask,
    expect: regExp(entry.expect ?? ''),
    withinMs: entry.withinMs ?? 1000,
    tries: entry.tries ?? 3,
    ifUnanswered: entry.ifUnanswered ?? 'fail',
    ...base,
    ...(refused !== undefined && { refused: regExp(refused) }),
    ...(contradicted !== undefined && { contradicted: regExp(contradicted) }),
    ...(everyMs !== undefined && { everyMs }),
    ...(poke !== undefined && { poke }),
    ...(hint !== undefined && { hint }),
    ...(learns !== undefined && { learns }),
    ...(tells !== undefined && { tells: tells.map(({ heard, state }) => ({ heard: regExp(heard), state })) }),
    ...(blind !== undefined && { blind }),
  };
}

function regExp(text: string): RegExp {
  return new RegExp(text, 'is');
}

function isPattern(text: string): boolean {
  try {
    return regExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function texts(list: readonly StepText[] = []): string[] {
  return list.flatMap(({ ask, tell, poke }) => [ask, tell, poke?.send].filter((text) => text !== undefined));
}
