import { clock, minutes, pressure, stepText, target } from './units.js';

/** The element with this id. */
export const at = (id) => document.getElementById(id);

/** What no name from outside may do to a page: turn the direction of writing, break lines, hide (the same set as in host/base/visible.ts). */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;
/** Text from outside, safe to show. */
export const safe = (text) => text.replace(UNSAFE, '\ufffd');

/** Written only when it has changed, as a screen reader reads aloud whatever is written. */
export function say(id, text) {
  write(at(id), text);
}

/** Keeps as many children as there are items, and lets `fill` bring each up to date: focus stays where it is. */
function list(place, items, make, fill) {
  while (place.children.length > items.length) place.lastElementChild.remove();
  while (place.children.length < items.length) place.append(make());
  items.forEach((item, index) => {
    fill(place.children[index], item);
  });
}

/** A button that does nothing now keeps the focus, unlike a `disabled` one: keys and screen readers stay where they are. */
export const allow = (button, isSo) => button.setAttribute('aria-disabled', String(!isSo));
/** Whether a tap on this button counts now; a disabled one could not have the focus. */
export const isAllowed = (button) => button.getAttribute('aria-disabled') !== 'true';

function element(name, className, text = '') {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function write(node, text) {
  const shown = safe(text);
  if (node.textContent !== shown) node.textContent = shown;
}

/** Shows the state of the air. */
export function showAir(air) {
  const { units } = air;
  say('vehicle', air.vehicle);
  say('headline', air.board.problem ? `${air.board.problem}` : air.headline);
  at('unproven').hidden = air.unproven === null;
  say('unproven', air.unproven === null ? '' : `Since the last job ${air.unproven}.`);
  at('fault').hidden = !air.fault;
  if (air.fault) {
    say('fault-title', `${air.fault.tire ? `${air.fault.tire}: ` : ''}${air.fault.title}`);
    say('fault-todo', air.fault.todo);
    say('fault-reason', air.fault.reason);
  }
  at('gauges').classList.toggle('many', air.outlets.length > 2);
  list(at('gauges'), air.outlets, makeGauge, (node, outlet) => showGauge(node, outlet, air));
  const left = air.outlets.map(({ leftMs }) => leftMs).filter((ms) => ms !== null);
  say('next', air.hose ?? air.next ?? '–');
  say('left', air.stage === 'running' && left.length > 0 ? minutes(Math.max(...left)) : '–');
  say('pump', air.pump.words);
  say(
    'battery',
    air.battery.volts === null ? '–' : `${air.battery.volts.toFixed(1)} V${air.battery.low ? ' low' : ''}`,
  );
  for (const button of document.querySelectorAll('[data-step]')) {
    const text = stepText(Number(button.dataset.step), units);
    write(button, text);
    button.setAttribute('aria-label', `${text.replace('−', 'minus ').replace('+', 'plus ')} ${units}`);
  }
}

function makeGauge() {
  const gauge = element('div', 'gauge');
  const number = element('div', 'psi');
  number.append(element('span', 'value'), element('span', 'unit'));
  gauge.append(element('div', 'name'), number, element('div', 'words'));
  return gauge;
}

function showGauge(node, outlet, { units, stage }) {
  const isRunning = stage === 'running';
  const psi = isRunning ? (outlet.tirePsi ?? outlet.readingPsi) : outlet.readingPsi;
  write(node.querySelector('.name'), isRunning ? outlet.tire : 'At the sensor');
  write(node.querySelector('.value'), pressure(psi, units));
  write(node.querySelector('.unit'), ` ${units}`);
  write(
    node.querySelector('.words'),
    isRunning ? `${outlet.words}, target ${target(outlet.targetPsi, units)} ${units}` : '',
  );
}

/** Shows a button for each preset, the chosen one pressed. */
export function showPresets({ presets, plan }, enabled) {
  list(at('presets'), presets, makeButton, (button, { name }) => {
    write(button, name);
    button.dataset.preset = name;
    allow(button, enabled);
    press(button, plan.preset === name);
  });
}

/** Shows a button for each tire and one for all, the chosen one pressed. */
export function showTires({ tires, units }, chosen) {
  const items = [{ name: null }, ...tires];
  list(at('tires'), items, makeTire, (button, tire) => {
    const all = tire.name === null;
    const shown = all ? '' : target(tire.finalPsi ?? tire.targetPsi, units);
    const status = all
      ? `${tires.length} ${tires.length === 1 ? 'tire' : 'tires'}`
      : [shown, tire.words].filter((text) => text !== '').join(' ');
    write(button.querySelector('b'), all ? 'All' : tire.name);
    write(button.querySelector('span'), status);
    button.dataset.tire = tire.name ?? '';
    press(button, chosen === tire.name);
  });
}

function makeTire() {
  const button = makeButton();
  button.append(element('b'), element('span'));
  return button;
}

function makeButton() {
  const button = element('button');
  button.type = 'button';
  return button;
}

/** Shows a button as chosen, or not, to eyes and screen readers. */
export function press(button, is) {
  button.setAttribute('aria-pressed', String(is));
}

/** Shows the jobs so far, the newest first. */
export function showJobs(jobs, units) {
  list(
    at('jobs'),
    jobs.length > 0 ? [...jobs].reverse() : [null],
    () => element('li'),
    (node, job) => write(node, job ? jobLine(job, units) : 'nothing yet'),
  );
}

const KINDS = { inflate: 'air up', deflate: 'air down' };

function jobLine({ startedAt, kind, preset, stopReason, reason, tires }, units) {
  const what = `${clock(startedAt)} ${KINDS[kind] ?? kind}${preset ? `, ${preset}` : ''}`;
  if (stopReason === null) return `${what}: runs now`;
  const ends = tires.map(({ name, finalPsi, targetPsi }) =>
    finalPsi === null
      ? `${name} not done`
      : `${name} ${pressure(finalPsi, units)} of ${target(targetPsi, units)} ${units}`,
  );
  return `${what}: ${stopReason}${reason ? ` (${reason})` : ''}. ${ends.join(', ')}`;
}

/** Shows what has happened, the newest first. */
export function showEvents(events) {
  list(
    at('events'),
    [...events].reverse(),
    () => element('li'),
    (node, { time, text }) => write(node, `${clock(time)} ${text}`),
  );
}
