import { ADAPTERS } from '../../../link/index.js';
import { Wide } from '../shell/parts.js';
import { language, say, words } from '../shell/words.js';

/** Adapters that onair knows by their USB number; what nobody has said is unknown. */
export function AdapterTable() {
  const { adapters, page } = words.value;
  return (
    <details>
      <summary>{adapters.title}</summary>
      <p>{adapters.phone}</p>
      <Wide label={adapters.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{adapters.chip}</th>
              <th scope="col">{adapters.maxRate}</th>
              <th scope="col">{adapters.remark}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(ADAPTERS).map(([id, { chip, maker, maxBaud, remark }]) => (
              <tr key={id}>
                <th scope="row">
                  {say(chip)}
                  <span class="small block">
                    {maker}, {id}
                  </span>
                </th>
                <td>{maxBaud?.toLocaleString(language.value.code) ?? page.unknown}</td>
                <td>{say(remark)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </details>
  );
}
