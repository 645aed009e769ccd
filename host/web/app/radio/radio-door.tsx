import { useSignal } from '@preact/signals';
import { systemClock } from '../../../base/index.js';
import { findProfile, radioProfiles } from '../../../kenwood/index.js';
import { parseLatLon } from '../../../packet/index.js';
import { failureOf } from '../shell/failure.js';
import { Button, Failed, Field, Status, Stop } from '../shell/parts.js';
import { Choose } from '../wire/choose.js';
import { simulated } from '../wire/simulated.js';
import type { HeardPacket } from './folded.js';
import { RadioJob, type RadioStage } from './radio-job.js';

const job = new RadioJob(systemClock);

function stageText(stage: RadioStage): string {
  switch (stage.kind) {
    case 'off':
      return '';
    case 'starting':
      return 'Bringing the radio into KISS …';
    case 'in-kiss':
      return 'The TNC is in KISS. It goes back to KISS by itself after a power cycle or a lost link.';
    case 'lost':
      return `Lost: ${stage.why}. Trying again within ${stage.retryS} s.`;
    case 'leaving':
      return 'Bringing the radio back …';
  }
}

/** A radio by cable or Bluetooth: into KISS, what it hears, one position on request, and back. */
export function RadioDoor() {
  const radio = useSignal('tm-d700');
  const rate = useSignal<number | undefined>(undefined);
  const profile = findProfile(radio.value);
  const { speeds, defaultSpeed } = profile.line;
  const chosenRate = speeds.find((speed) => speed === rate.value) ?? defaultSpeed;
  const stage = job.stage.value;
  const isOff = stage.kind === 'off';
  return (
    <>
      <p>
        Nothing is transmitted by this. Over Bluetooth pair the module in the phone’s own settings first; the
        rate is the one that the module keeps.
      </p>
      <Choose
        job={job}
        what="the radio’s port"
        simulated={() => simulated(radio.value, { traffic: '4' }, systemClock)}
      />
      <Failed failure={job.failure.value} />
      {isOff && (
        <>
          <label>
            Radio
            <select
              value={radio.value}
              onChange={({ currentTarget }) => {
                radio.value = currentTarget.value;
              }}
            >
              {[...radioProfiles.values()].map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          {!job.connection.value?.isBluetooth && (
            <label>
              Rate
              <select
                value={String(chosenRate)}
                onChange={({ currentTarget }) => {
                  rate.value = Number(currentTarget.value);
                }}
              >
                {speeds.map((each) => (
                  <option key={each} value={String(each)}>
                    {each}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Button
            kind="go"
            disabled={!job.connection.value || job.isBusy.value}
            onTap={() => void job.hold(profile, chosenRate)}
          >
            Into KISS
          </Button>
        </>
      )}
      <Status>{stageText(stage)}</Status>
      {stage.kind === 'starting' && (
        <ol class="small">
          {job.steps.value.map(({ label, ok }, index) => (
            <li key={index}>
              {label}: {ok ? 'answered' : 'no answer'}
            </li>
          ))}
        </ol>
      )}
      {stage.kind === 'in-kiss' && <Beacon />}
      <Stop job={job}>Back to what it did before</Stop>
      <Packets packets={job.packets.value} />
    </>
  );
}

function Packets({ packets }: { readonly packets: readonly HeardPacket[] }) {
  if (packets.length === 0) return null;
  return (
    <section aria-label="Heard">
      <h2>Heard</h2>
      <ul class="packets">
        {packets.map(({ id, from, text, path, copies }) => (
          <li key={id}>
            <strong>{from}</strong> {text}
            <span class="small">
              {' '}
              {path}
              {copies > 0 && ` and ${copies} more ways`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One position, transmitted by one clear act under the user's own call sign. */
function Beacon() {
  const call = useSignal('');
  const place = useSignal('');
  const send = async (): Promise<void> => {
    try {
      const { latitude, longitude } = parseLatLon(place.value);
      await job.transmit(call.value, { latitude, longitude }, 'onair');
      job.failure.value = undefined;
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  return (
    <details>
      <summary>Send my position</summary>
      <Field label="Your own call sign" text={call} autocapitalize="characters" />
      <Field label="Place: latitude, longitude" text={place} placeholder="41.7148, -72.7272" />
      <Button kind="go" disabled={call.value === '' || place.value === ''} onTap={() => void send()}>
        Transmit once as {call.value.toUpperCase() || '…'}
      </Button>
      {job.sent.value && <p class="small">Sent: {job.sent.value}</p>}
    </details>
  );
}
