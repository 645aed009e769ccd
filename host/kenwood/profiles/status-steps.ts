import { PROBE } from '../conversation/to-prompt.js';
import type { AskStep, StatusScript } from './profile.js';

/** Answered by everybody but a TNC in KISS. */
export const statusProbe: AskStep = {
  kind: 'ask',
  label: 'who has the port?',
  send: PROBE,
  expect: /cmd:|\?\r|N\r/i,
  withinMs: 500,
  tries: 2,
  ifUnanswered: 'continue',
  tells: [
    { heard: /\?EH|cmd:/i, state: 'command-line' },
    { heard: /\?|N\r/, state: 'radio-control' },
  ],
  source: 'ours, after the answers of k7jar and APRSIS32',
  confidence: 'derived',
};

function question(
  label: string,
  send: string,
  expect: RegExp,
  source: string,
  confidence: AskStep['confidence'],
): AskStep {
  return {
    kind: 'ask',
    label,
    send: `${send}\r`,
    expect,
    refused: /\?EH|(?:^|[\r\n])[N?][\r\n]/i,
    withinMs: 500,
    tries: 2,
    ifUnanswered: 'continue',
    source,
    confidence,
  };
}

const atThePrompt: readonly AskStep[] = [
  question(
    'own call sign of the TNC',
    'MYCALL',
    /MYCALL +(?<myCall>[\w-]+).*cmd:/is,
    'D710 manual (manualarchiveguide p.34)',
    'one',
  ),
  question('rate on the air', 'HBAUD', /HBAUD +(?<hbaud>\d+).*cmd:/is, 'trinityos D710 text', 'one'),
];

function whichMode(name: 'TNC' | 'TN'): AskStep {
  const answer = name === 'TNC' ? /\bTNC (?<mode>\d)[\r\n]/i : /\bTN (?<mode>\d),(?<band>\d)[\r\n]/i;
  return question('mode of the TNC', name, answer, 'the form of every CAT query (k7jar, LA3QMA)', 'derived');
}

/** Where `TC 1` takes the port from the TNC and `TC 0` gives it back. */
export function statusByHandOver(name: 'TNC' | 'TN', source: string): StatusScript {
  return {
    probe: statusProbe,
    takePort: [
      {
        ...question('port to radio control, for the questions', 'TC 1', /[\r\n]/, source, 'several'),
        tries: 1,
        withinMs: 300,
      },
    ],
    questions: [whichMode(name)],
    tncQuestions: atThePrompt,
    giveBack: [
      {
        ...question('port back to the TNC', 'TC 0', /cmd:/i, source, 'several'),
        tries: 1, // a TNC in KISS shows no prompt
      },
    ],
  };
}

/** Where radio control has the port at all times but in KISS. */
export function statusByRadioControl(name: 'TNC' | 'TN'): StatusScript {
  return { probe: statusProbe, takePort: [], questions: [whichMode(name)], tncQuestions: [], giveBack: [] };
}

/** A TNC alone. */
export const statusOfTnc: StatusScript = {
  probe: statusProbe,
  takePort: [],
  questions: [],
  tncQuestions: atThePrompt,
  giveBack: [],
};
