import { altitude, comment, finer, frequency, join, tail, telemetry91, words } from './comments.js';
import { type Draw, padded } from './draw.js';
import { micE } from './mic-e.js';
import { NOTHING, type Part, together } from './part.js';
import { antenna, compressed, motion, plain, range, symbol } from './places.js';
import { fields, fieldsAsSent, peet, wind, windLetters } from './weather.js';

/** One construction: how many lines of it, and whether it is by the chapter or as stations send it. */
export interface Kind {
  readonly name: string;
  readonly lines: number;
  readonly asSent: boolean;
  make(draw: Draw): Part & { readonly to?: string };
}

const fixed = (text: string): Part => ({ text, facts: {} });
const position = (draw: Draw): string => draw.pick(['!', '=']);
const time = (draw: Draw): string =>
  `${padded(draw.whole(1, 28), 2)}${padded(draw.whole(0, 23), 2)}${padded(draw.whole(0, 59), 2)}z`;
const mixed = (draw: Draw): Part => comment(draw, ...draw.pick([[altitude(draw)], [], [telemetry91(draw)]]));

function objectName(draw: Draw, name: string): Part {
  const isLive = !draw.once(5);
  return { text: `;${name.padEnd(9)}${isLive ? '*' : '_'}`, facts: { name, live: String(isLive) } };
}

const byChapter = (name: string, lines: number, make: Kind['make']): Kind => ({
  name,
  lines,
  asSent: false,
  make,
});
const asSent = (name: string, lines: number, make: Kind['make']): Kind => ({
  name,
  lines,
  asSent: true,
  make,
});

export const KINDS: readonly Kind[] = [
  byChapter('plain position', 150, (draw) =>
    together(
      fixed(position(draw)),
      plain(draw, symbol(draw)),
      draw.pick([motion, antenna, range])(draw),
      mixed(draw),
    ),
  ),
  byChapter('ambiguity', 80, (draw) =>
    together(fixed(position(draw)), plain(draw, symbol(draw), draw.whole(1, 4)), fixed(' '), words(draw)),
  ),
  byChapter('timed position', 80, (draw) =>
    together(fixed(draw.pick(['/', '@']) + time(draw)), plain(draw, symbol(draw)), motion(draw), mixed(draw)),
  ),
  byChapter('compressed position', 150, (draw) =>
    together(
      fixed(position(draw)),
      compressed(draw, symbol(draw), draw.pick(['nothing', 'motion', 'range', 'altitude'])),
      words(draw),
    ),
  ),
  byChapter('weather', 150, (draw) => {
    const place = plain(draw, '/_');
    return together(fixed(`@${time(draw)}`), place, wind(draw), fields(draw), fixed('wRSW'), {
      text: '',
      facts: { comment: 'wRSW' },
    });
  }),
  byChapter('weather without a position', 80, (draw) =>
    together(
      fixed(`_${padded(draw.whole(1, 12), 2)}${time(draw).slice(0, 6)}`),
      windLetters(draw),
      fields(draw),
      { text: 'wDvs', facts: { comment: 'wDvs' } },
    ),
  ),
  byChapter('object', 100, (draw) =>
    together(
      objectName(draw, `${draw.letter()}NET${draw.letter()}`),
      fixed(time(draw)),
      plain(draw, symbol(draw)),
      mixed(draw),
    ),
  ),
  byChapter('item', 80, (draw) => {
    const [name, isLive] = [`AID${draw.letter()}${draw.letter()}`, !draw.once(5)];
    return together(
      { text: `)${name}${isLive ? '!' : '_'}`, facts: { name, live: String(isLive) } },
      plain(draw, symbol(draw)),
      mixed(draw),
    );
  }),
  byChapter('message', 100, (draw) => {
    const [to, text, id] = [draw.call(), draw.words(), String(draw.whole(1, 999))];
    return draw.once(3)
      ? { text: `:${to.padEnd(9)}:ack${id}`, facts: { to, ack: id } }
      : { text: `:${to.padEnd(9)}:${text}{${id}`, facts: { to, text, id } };
  }),
  byChapter('bulletin', 40, (draw) => {
    const [to, text] = [`BLN${draw.whole(0, 9)}${draw.letter()}`, draw.words()];
    return { text: `:${to.padEnd(9)}:${text}`, facts: { to, text } };
  }),
  byChapter('telemetry', 80, (draw) => telemetry(draw, () => padded(draw.whole(0, 255), 3))),
  byChapter('status', 60, (draw) => {
    const said = draw.words();
    return { text: `>${draw.once(2) ? time(draw) : ''}${said}`, facts: { comment: said } };
  }),
  byChapter('peet', 60, peet),

  asSent('frequency', 220, (draw) =>
    together(fixed(position(draw)), plain(draw, symbol(draw)), withRest(draw, frequency(draw))),
  ),
  asSent('frequency behind an extension', 80, (draw) =>
    together(fixed(position(draw)), plain(draw, symbol(draw)), motion(draw), withRest(draw, frequency(draw))),
  ),
  asSent('object named after a frequency', 100, (draw) => {
    const mhz = `${draw.pick(['146', '147', '444'])}.${padded(draw.whole(0, 99), 2)}`;
    return together(
      objectName(draw, `${mhz}-${draw.letter()}${draw.letter()}`),
      { text: draw.once(2) ? '111111z' : time(draw), facts: { frequency: Number(mhz) } },
      plain(draw, '/r'),
      withRest(draw, join(...tail(draw))),
    );
  }),
  asSent('permanent object', 60, (draw) =>
    together(
      objectName(draw, `${draw.letter()}QTH`),
      fixed('111111z'),
      plain(draw, symbol(draw)),
      words(draw),
    ),
  ),
  asSent('weather as sent', 250, (draw) => {
    const place = plain(draw, '/_');
    const more = draw.pick([NOTHING, NOTHING, altitude(draw), telemetry91(draw), finer(draw, place)]);
    const letters = draw.pick(['wRSW', 'eMB51', 'Davis']);
    return together(fixed(`@${time(draw)}`), place, wind(draw), fieldsAsSent(draw), more, {
      text: letters,
      facts: { comment: letters },
    });
  }),
  asSent('weather, clock not set', 60, (draw) =>
    together(fixed('_00000000'), windLetters(draw), fields(draw), {
      text: 'wDvs',
      facts: { comment: 'wDvs' },
    }),
  ),
  asSent('digipeater with a weather symbol', 60, (draw) =>
    together(fixed(position(draw)), plain(draw, '/_'), antenna(draw), fixed(' '), words(draw)),
  ),
  asSent('antenna behind a compressed position', 60, (draw) =>
    together(
      fixed(position(draw)),
      compressed(draw, 'I#', 'nothing'),
      antenna(draw),
      fixed(' '),
      words(draw),
    ),
  ),
  asSent('blanks in a compressed position', 60, (draw) => {
    const { text, facts } = compressed(draw, symbol(draw), 'nothing');
    return together(fixed(position(draw)), { text: `${text.slice(0, -3)}   `, facts }, words(draw));
  }),
  asSent('finer place', 80, (draw) => {
    const place = plain(draw, symbol(draw));
    return together(fixed(position(draw)), place, comment(draw, finer(draw, place)));
  }),
  asSent('telemetry as sent', 100, (draw) =>
    telemetry(draw, () =>
      draw.pick([
        `${draw.whole(0, 9999)}`,
        `-${draw.whole(1, 99)}`,
        `${draw.whole(0, 99)}.${draw.whole(1, 9)}`,
        '1*9',
        '',
      ]),
    ),
  ),
  asSent('signpost', 40, (draw) => {
    const sign = String(draw.whole(1, 999));
    return together(objectName(draw, `SIGN${draw.letter()}`), fixed(time(draw)), plain(draw, '\\m'), {
      text: `{${sign}}`,
      facts: { signpost: sign, comment: '' },
    });
  }),
  asSent('message as sent', 100, (draw) => {
    const [to, id] = [draw.call(), `${draw.letter()}${draw.whole(0, 9)}`];
    const acks = draw.once(2) ? `${draw.letter()}${draw.whole(0, 9)}` : '';
    const text = `${draw.pick([' ', '  ', ''])}${draw.words()}`;
    return draw.once(3)
      ? { text: `:${to.padEnd(9)}:ack${id}}${acks}`, facts: { to, ack: acks === '' ? id : `${id}}${acks}` } }
      : {
          text: `:${to.padEnd(9)}:${text}{${id}}${acks}`,
          facts: { to, text, id: acks === '' ? id : `${id}}${acks}` },
        };
  }),
  asSent('mic-e', 350, (draw) => {
    const { to, part } = micE(draw);
    return { ...part, to };
  }),
];

/** The frequency at the head of the comment, words behind it. */
function withRest(draw: Draw, head: Part): Part {
  const said = draw.once(4) ? '' : draw.words();
  return { text: `${head.text} ${said}`.trimEnd(), facts: { ...head.facts, comment: said } };
}

/** Chapter 13. What is left out or broken is no value, and the others are kept. */
function telemetry(draw: Draw, value: () => string): Part {
  const [sequence, bits] = [draw.whole(0, 999), padded(Number(draw.whole(0, 255).toString(2)), 8)];
  const cells = [String(draw.whole(1, 9)), value(), value(), value(), value()];
  const known = cells.map((cell, at) => [`A${at + 1}`, Number(cell)] as const);
  const said = draw.once(2) ? draw.words() : '';
  return {
    text: `T#${padded(sequence, 3)},${cells.join(',')},${bits}${said}`,
    facts: {
      sequence,
      ...Object.fromEntries(known.filter(([, each], at) => cells[at] !== '' && !Number.isNaN(each))),
      bits,
      comment: said,
    },
  };
}
