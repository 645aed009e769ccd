import { useSignal } from '@preact/signals';
import { visible } from '../../../../base/index.js';
import type { KeptMessage } from '../../../../packet/aprs/messages/index.js';
import { Button, Field, Status } from '../../shell/parts.js';
import { language, words } from '../../shell/words.js';
import type { Mail } from './mail.js';

interface MessagesProps {
  readonly mail: Mail;
  readonly ownCall: string;
  /** Runs an act of the user and shows what goes wrong. */
  readonly attempt: (act: () => void) => boolean;
}

/** Messages: the inbox, and once switched on what is written and acknowledged. */
export function Messages({ mail, ownCall, attempt }: MessagesProps) {
  const { messages: texts, page } = words.value;
  const call = mail.call.value;
  return (
    <details>
      <summary>{texts.title}</summary>
      <p>{texts.about}</p>
      {call === undefined ? (
        <Button kind="go" disabled={ownCall === ''} onTap={() => attempt(() => mail.open(ownCall))}>
          {texts.receive(ownCall.toUpperCase() || '…')}
        </Button>
      ) : (
        <>
          <Status>{texts.on(call)}</Status>
          <Write mail={mail} attempt={attempt} />
          <Button kind="stop" onTap={() => mail.close()}>
            {page.stop}
          </Button>
        </>
      )}
      <Status>{mail.news.value}</Status>
      <Inbox list={mail.list.value} />
    </details>
  );
}

function Write({ mail, attempt }: Omit<MessagesProps, 'ownCall'>) {
  const texts = words.value.messages;
  const to = useSignal('');
  const text = useSignal('');
  const send = (): void => {
    if (attempt(() => mail.send(to.value, text.value))) text.value = '';
  };
  return (
    <>
      <Field label={texts.to} text={to} autocapitalize="characters" />
      <Field label={texts.text} text={text} maxLength={67} />
      <Button kind="go" disabled={to.value === '' || text.value === ''} onTap={send}>
        {texts.send}
      </Button>
    </>
  );
}

function Inbox({ list }: { readonly list: readonly KeptMessage[] }) {
  const texts = words.value.messages;
  return (
    <section aria-label={texts.inbox}>
      <h2>{texts.inbox}</h2>
      {list.length === 0 && <p class="small">{texts.none}</p>}
      <ul class="packets">
        {list.toReversed().map(({ time, from, to, text, state, id }) => (
          <li key={`${time} ${from} ${id}`}>
            <strong>{texts.direction(from, to)}</strong> {visible(text)}
            <span class="small">
              {' '}
              {new Date(time).toLocaleString(language.value.code)}, {texts.states[state]}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
