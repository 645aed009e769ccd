import { get, listen, post } from './connection.js';
import { holdButton } from './hold.js';
import { plotIn } from './plot.js';
import {
  allow,
  at,
  isAllowed,
  press,
  safe,
  say,
  showAir,
  showEvents,
  showJobs,
  showPresets,
  showTires,
} from './show.js';
import { stepped, target } from './units.js';

let me = null;
let state;
/** The tire whose target the steps change; null: all. */
let chosen = null;
let plot;
let jobs = [];
let events = [];
const EVENTS_SHOWN = 30;

let quietAt;
/** A notice for the person; it disappears by itself, unless it is to stay. */
function problem(text, lasts = false) {
  at('problem').hidden = false;
  say('problem', text);
  clearTimeout(quietAt);
  if (!lasts) quietAt = setTimeout(calm, 8000);
}

function calm() {
  at('problem').hidden = true;
}

function failed(error) {
  if (error.code === 'not-paired') {
    void begin();
    return;
  }
  const reached = error.status !== undefined;
  problem(reached ? error.message : 'The order did not get through. Use the switch at the pump if you must.');
}

async function order(what) {
  try {
    await post('/api/order', { order: what, seenMs: state?.atMs });
  } catch (error) {
    failed(error);
  }
}

/* ---- what the buttons do ---- */

document.addEventListener(
  'click',
  (event) => {
    const button = event.target.closest('button');
    if (button && !isAllowed(button)) event.stopImmediatePropagation();
  },
  true,
);

/** The one green button: what comes next. */
function mainAct() {
  if (!state) return undefined;
  const { stage, hose, plan, question } = state.air;
  if (stage === 'fault') return { text: 'Seen, mended', order: 'clear' };
  if (stage !== 'running')
    return { text: plan.kind === 'deflate' ? 'Start: air down' : 'Start', order: 'start' };
  if (question) return question.answers[0];
  if (hose !== null) return { text: `Hose is on ${hose}`, order: 'next' };
  return plan.holdToFill ? { text: 'Hold for air' } : { text: 'Running' };
}

const commands = () => state && (state.control.holder === null || state.control.holder === me);

holdButton(at('main'), {
  wanted: () => mainAct()?.order === undefined && state?.air.plan.holdToFill,
  failed,
});
at('main').addEventListener('click', () => {
  const act = mainAct();
  if (act?.order) void order({ order: act.order });
});
at('stop').addEventListener('click', () => void order({ order: 'stop' }));
at('presets').addEventListener('click', ({ target: button }) => {
  const { preset } = button.closest('button')?.dataset ?? {};
  if (preset) void order({ order: 'preset', preset });
});
for (const kind of ['inflate', 'deflate'])
  at(kind).addEventListener('click', () => void order({ order: 'direction', kind }));
at('tires').addEventListener('click', ({ target: button }) => {
  const { tire } = button.closest('button')?.dataset ?? {};
  if (tire === undefined) return;
  chosen = tire === '' ? null : tire;
  show();
});
at('steps').addEventListener('click', async ({ target: button }) => {
  const steps = Number(button.closest('button')?.dataset.step ?? 0);
  if (steps === 0) return;
  for (const tire of inHand()) {
    if (tire.targetPsi === null) continue;
    const psi = stepped(tire.targetPsi, steps, tire, state.air.units);
    await order({ order: 'target', tire: tire.name, psi });
  }
});
at('leave').addEventListener('click', () => {
  const [tire] = inHand();
  const others = state.air.tires.map(({ targetPsi }) => targetPsi).filter((psi) => psi !== null);
  const psi = tire.targetPsi === null ? Math.min(tire.mostPsi, others[0] ?? tire.leastPsi) : null;
  void order({ order: 'target', tire: tire.name, psi });
});
at('ask').addEventListener('click', () => post('/api/control').catch(failed));
at('give').addEventListener('click', () => post('/api/control/answer', { give: true }).catch(failed));
at('keep').addEventListener('click', () => post('/api/control/answer', { give: false }).catch(failed));

/** The tires that the steps change. */
function inHand() {
  return state.air.tires.filter(({ name }) => chosen === null || name === chosen);
}

/* ---- what is shown ---- */

function show() {
  const { air, control } = state;
  const mine = commands();
  const isIdle = air.stage === 'waiting' || air.stage === 'ended';
  showAir(air);
  showPresets(air, mine && isIdle);
  showTires(air, chosen);
  showControl(control);
  showTarget(air);
  at('direction').hidden = !air.plan.canDeflate;
  for (const kind of ['inflate', 'deflate']) {
    press(at(kind), air.plan.kind === kind);
    allow(at(kind), mine && isIdle);
  }
  for (const button of document.querySelectorAll('[data-step]')) allow(button, mine && air.stage !== 'fault');
  at('leave').hidden = chosen === null;
  allow(at('leave'), mine && isIdle);
  const act = mainAct();
  const holds = act.order === undefined && air.plan.holdToFill;
  say('main', act.text);
  at('main').classList.toggle('holds', holds);
  allow(at('main'), mine && air.board.connected && (act.order !== undefined || holds));
}

function showTarget({ units }) {
  const tires = inHand();
  const targets = tires.flatMap(({ targetPsi }) => targetPsi ?? []);
  const [low, high] = [Math.min(...targets), Math.max(...targets)].map((psi) => target(psi, units));
  const number = targets.length === 0 ? '–' : low === high ? low : `${low}–${high}`;
  const unit = document.createElement('span');
  unit.textContent = safe(`${units}, ${chosen ?? 'all'}`);
  if (at('target').textContent !== number + unit.textContent) at('target').replaceChildren(number, unit);
  if (chosen !== null)
    say('leave', tires[0]?.targetPsi === null ? `Take ${chosen} along` : `Leave ${chosen} alone`);
}

function showControl({ holder, asked }) {
  const who = holder === null ? 'nobody commands' : holder === me ? 'you command' : `${holder} commands`;
  say('who', `${me}: ${who}`);
  at('ask').hidden = commands() || asked?.by === me;
  at('asked').hidden = asked === null;
  if (asked === null) return;
  const isMine = asked.by === me;
  const seconds = Math.ceil(asked.leftMs / 1000);
  say(
    'asked-text',
    isMine ? `You get the command in ${seconds} s` : `${asked.by} wants to command (${seconds} s)`,
  );
  at('give').hidden = at('keep').hidden = holder !== me;
}

async function load() {
  const [samples, past] = await Promise.all([get('/api/samples'), get('/api/history')]);
  ({ jobs } = past);
  events = [...past.recent];
  state ??= await get('/api/state');
  plot ??= plotIn(at('plot'), state.air.units);
  plot.load(samples);
  showPast();
}

function showPast() {
  showJobs(jobs, state.air.units);
  showEvents(events.slice(-EVENTS_SHOWN));
}

const on = {
  open() {
    calm();
    load().catch(failed);
  },
  state(next) {
    state = next;
    document.body.dataset.stage = next.air.stage;
    show();
  },
  sample: (sample) => plot?.add(sample),
  happening(what) {
    events.push(what);
    if (what.urgent) navigator.vibrate?.([300, 100, 300]);
    if (state) showPast();
  },
  job(record) {
    jobs = [...jobs.filter(({ id }) => id !== record.id), record];
    if (state) showPast();
  },
  missed: () => load().catch(failed),
  lost() {
    allow(at('main'), false);
    problem(
      'No connection to the panel. The board goes on by its own limits; use the switch at the pump to stop.',
      true,
    );
    isListed().catch(() => {});
  },
};

/** Whether the server still knows this phone: it may have been restarted. */
async function isListed() {
  const { name } = await get('/api/session');
  if (name === null) location.reload();
}

/* ---- start ---- */

let listens = false;

/** Behind the address that the terminal shows for this computer; good once, so it does not stay there. */
let codeInAddress = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

async function pair() {
  const code = codeInAddress;
  codeInAddress = '';
  me = (await post('/api/session', { code })).name;
}

async function begin() {
  const session = await get('/api/session');
  me = session.name;
  if (me === null && codeInAddress !== '') await pair().catch(failed);
  at('pairing').hidden = me !== null;
  at('panel').hidden = me === null;
  document.querySelector('footer').hidden = me === null;
  if (me === null) {
    at('code').focus();
    return;
  }
  if (!listens) listen(on);
  listens = true;
}

at('pair-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await post('/api/session', { code: at('code').value });
    calm();
    await begin();
  } catch (error) {
    at('code').value = '';
    at('code').focus();
    problem(error.message);
  }
});

begin().catch(failed);
