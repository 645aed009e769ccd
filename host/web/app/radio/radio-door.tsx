import { effect, type Signal, signal, useSignal } from '@preact/signals';
import { systemClock } from '../../../base/index.js';
import { findProfile } from '../../../kenwood/index.js';
import { failureOf } from '../shell/failure.js';
import { Failed, Field, Status, Stop } from '../shell/parts.js';
import { keep, kept } from '../shell/storage.js';
import { say, words } from '../shell/words.js';
import { Choose } from '../wire/choose.js';
import { lookForRadio, sharedRadio } from '../wire/shared-radio.js';
import { simulated } from '../wire/simulated.js';
import { Aprsdroid } from './aprsdroid.js';
import { Beacon } from './beacon/beacon.js';
import { BeaconBanner, BeaconSection } from './beacon/beacon-section.js';
import { ChooseRadio } from './choose-radio.js';
import { Packets } from './heard/packets.js';
import { LogSection, PlayedBanner, type PlayedLog } from './log/log-section.js';
import { StationMap } from './map/station-map.js';
import { Mail } from './messages/mail.js';
import { Messages } from './messages/messages.js';
import { storedMessages } from './messages/storage-book.js';
import { watchPhone } from './place/phone-place.js';
import { RadioJob, type RadioStage } from './radio-job.js';
import { SendPosition } from './sending.js';

const job = new RadioJob(systemClock);
const store = { read: kept, write: keep };

function messagesOf(isSimulated: boolean) {
  return storedMessages(store, isSimulated, () => {
    mail.news.value = words.value.messages.notKept;
  }).kept;
}

const mail: Mail = new Mail(systemClock, messagesOf(false));
const beacon = new Beacon({
  clock: systemClock,
  watch: watchPhone,
  isHidden: () => document.visibilityState === 'hidden',
  isReady: () => job.link.value !== undefined,
  send: (packet) => job.send(packet),
});
void lookForRadio();
const played: Signal<PlayedLog | undefined> = signal(undefined);
/** What the user typed outlives a look at another door; a reload forgets it. */
const ownCall = signal('');
const place = signal('');

job.onHeard = (heard, time) => mail.heard(heard, time);
effect(() => mail.use(job.link.value));
// Whoever leaves KISS has ended what transmits too: it takes another act to begin again.
effect(() => {
  if (job.stage.value.kind !== 'off') return;
  beacon.stop();
  mail.close();
});
effect(() => mail.take(messagesOf(job.connection.value?.isSimulated === true)));

function stageText(stage: RadioStage): string {
  const texts = words.value.radio;
  switch (stage.kind) {
    case 'off':
      return '';
    case 'starting':
      return texts.starting;
    case 'in-kiss':
      return texts.inKiss;
    case 'lost':
      return texts.lost(stage.why, stage.retryS);
    case 'leaving':
      return texts.leaving;
  }
}

/** Runs an act of the user and shows what goes wrong. @returns whether it went well */
function attempt(act: () => void): boolean {
  try {
    act();
    job.failure.value = undefined;
    return true;
  } catch (error) {
    job.failure.value = failureOf(error);
    return false;
  }
}

async function startBeacon(call: string): Promise<void> {
  try {
    job.failure.value = undefined;
    await beacon.start(call, 'onair');
  } catch (error) {
    job.failure.value = failureOf(error);
  }
}

/** A radio by cable, Bluetooth or the computer of this page: into KISS, what it hears, what the user transmits, and back. */
export function RadioDoor() {
  const { radio: texts, wire } = words.value;
  const radio = useSignal('tm-d700');
  const profile = findProfile(radio.value);
  const stage = job.stage.value;
  const shared = job.connection.value?.shared;
  const call = shared?.state.value?.call;
  const isReceiveOnly = call === null;
  // While a lost radio is looked for too: what is typed and unfolded stays as it is.
  const mayTransmit =
    stage.kind !== 'off' && stage.kind !== 'leaving' && (shared === undefined || typeof call === 'string');
  const shown = played.value?.channel ?? job.channel;
  return (
    <>
      <BeaconBanner beacon={beacon} />
      <p>{texts.about}</p>
      <Choose
        job={job}
        choose={wire.chooseRadio}
        simulated={() => simulated(radio.value, { traffic: '4' }, systemClock)}
        shared={() => sharedRadio(systemClock)}
      />
      <Failed failure={job.failure.value} />
      {stage.kind === 'off' && <ChooseRadio job={job} radio={radio} profile={profile} />}
      <Status>{stage.kind === 'in-kiss' && shared ? words.value.shared.listening : stageText(stage)}</Status>
      {stage.kind === 'starting' && (
        <ol class="small">
          {job.steps.value.map(({ label, ok }, index) => (
            <li key={index}>
              {say(label)} ({ok ? texts.answered : texts.noAnswer})
            </li>
          ))}
        </ol>
      )}
      {stage.kind === 'in-kiss' && isReceiveOnly && <p class="small">{words.value.shared.receiveOnly}</p>}
      {mayTransmit && (
        // Out of sight while the steps above it grow; kept, so that what is unfolded stays so.
        <div hidden={stage.kind === 'starting'}>
          <Field
            label={typeof call === 'string' ? words.value.shared.ownCall(call) : texts.ownCall}
            text={ownCall}
            autocapitalize="characters"
          />
          <SendPosition job={job} ownCall={ownCall.value} place={place} />
          <BeaconSection
            beacon={beacon}
            ownCall={ownCall.value}
            isReady={job.link.value !== undefined}
            start={() => void startBeacon(ownCall.value)}
          />
        </div>
      )}
      <Messages
        mail={mail}
        ownCall={stage.kind === 'off' || isReceiveOnly ? '' : ownCall.value}
        attempt={attempt}
      />
      <LogSection live={job.channel} played={played} job={job} />
      <Aprsdroid profile={profile} />
      <Stop job={job}>{shared ? words.value.shared.stop : texts.back}</Stop>
      <PlayedBanner played={played} />
      <StationMap key={played.value?.name} stations={shown.stations} job={job} />
      <Packets packets={shown.packets.value} />
    </>
  );
}
