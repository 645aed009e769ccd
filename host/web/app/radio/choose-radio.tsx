import { type Signal, useSignal } from '@preact/signals';
import { type RadioProfile, radioProfiles } from '../../../kenwood/index.js';
import { Button, Field } from '../shell/parts.js';
import { say, words } from '../shell/words.js';
import type { RadioJob } from './radio-job.js';

interface ChooseRadioProps {
  readonly job: RadioJob;
  readonly radio: Signal<string>;
  readonly profile: RadioProfile;
}

/** Which radio, at which rate, and the button that brings it into KISS. */
export function ChooseRadio({ job, radio, profile }: ChooseRadioProps) {
  const texts = words.value.radio;
  const rate = useSignal<number | undefined>(undefined);
  const { speeds, defaultSpeed } = profile.line;
  const chosenRate = speeds.find((speed) => speed === rate.value) ?? defaultSpeed;
  const shared = job.connection.value?.shared;
  if (shared) {
    return (
      <>
        <Field label={words.value.shared.code} text={shared.code} inputMode="numeric" maxLength={20} />
        <Button kind="go" disabled={job.isBusy.value} onTap={() => void job.hold(profile, chosenRate)}>
          {words.value.shared.listen}
        </Button>
      </>
    );
  }
  return (
    <>
      <label>
        {texts.radio}
        <select
          value={radio.value}
          onChange={({ currentTarget }) => {
            radio.value = currentTarget.value;
          }}
        >
          {[...radioProfiles.values()].map(({ id, title }) => (
            <option key={id} value={id}>
              {say(title)}
            </option>
          ))}
        </select>
      </label>
      {!job.connection.value?.isBluetooth && (
        <label>
          {texts.rate}
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
        {texts.intoKiss}
      </Button>
    </>
  );
}
