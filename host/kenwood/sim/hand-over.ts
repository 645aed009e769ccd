const HAND_OVER = /TC ([01])\r$/i;
const BYTES = 5;

/** Finds `TC 0` or `TC 1` with its CR anywhere in the stream. */
export class HandOverWatch {
  #window = '';

  /** The digit, at the CR that completes it. */
  take(byte: number): '0' | '1' | undefined {
    this.#window = (this.#window + String.fromCharCode(byte)).slice(-BYTES);
    const digit = HAND_OVER.exec(this.#window)?.[1];
    return digit === '0' || digit === '1' ? digit : undefined;
  }

  clear(): void {
    this.#window = '';
  }
}

/**
 * What `TC 1` answers, by the option `tc-answer`. Nobody has published what a D700 says, so a test can try every
 * candidate: a D710 says `TS 1`, and `?EH` when it was at the prompt (APRSIS32). With `twice` the first one from the
 * TNC is only refused, and the second counts.
 */
export function answerToTc1(option: string, wasTnc: boolean): string {
  switch (option) {
    case 'ts':
      return 'TS 1\r';
    case 'none':
      return '';
    case 'error':
    case 'twice':
      return wasTnc ? '?EH\r\ncmd:' : '?\r';
    default:
      return 'TC 1\r';
  }
}
