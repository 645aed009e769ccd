import type { Signal } from '@preact/signals';
import { parseLatLon } from '../../../packet/index.js';
import { failureOf } from '../shell/failure.js';
import { Button, Field } from '../shell/parts.js';
import { words } from '../shell/words.js';
import { askPlace } from './place/own-place.js';
import type { RadioJob } from './radio-job.js';

interface SendingProps {
  readonly job: RadioJob;
  readonly ownCall: string;
  readonly place: Signal<string>;
}

/** Digits of a degree that a phone knows: a meter. */
const DIGITS = 5;

/** One position, transmitted by one clear act under the user's own call sign. */
export function SendPosition({ job, ownCall, place }: SendingProps) {
  const texts = words.value.radio;
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
      job.failure.value = undefined;
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  const ask = async (): Promise<void> => {
    const { latitude, longitude } = await askPlace();
    place.value = `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
  };
  const send = async (): Promise<void> => {
    const { latitude, longitude } = parseLatLon(place.value);
    await job.transmit(ownCall, { latitude, longitude }, 'onair');
  };
  return (
    <details>
      <summary>{texts.sendPosition}</summary>
      <Field label={texts.place} text={place} placeholder="41.7148, -72.7272" />
      <Button onTap={() => void attempt(ask)}>{texts.placeFromPhone}</Button>
      <Button
        kind="go"
        disabled={ownCall === '' || place.value === '' || !job.link.value}
        onTap={() => void attempt(send)}
      >
        {texts.transmitOnce(ownCall.toUpperCase() || '…')}
      </Button>
      {job.sent.value && <p class="small">{texts.sent(job.sent.value)}</p>}
    </details>
  );
}
