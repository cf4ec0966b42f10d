// Self-clocked sending: the newest state wins, one message is in flight, and a lost one is sent again.

const ACK_TIMEOUT_MS = 1000;
const SILENCE_MS = 3000; // until the page says that no answer comes

/**
 * `seq` numbers changes; start where Python's last answer stood.
 * @param {number} seq @param {(silent: boolean) => void} [onSilence] told when answers stay out, and when they come
 */
export function createSender(seq, onSilence = () => {}) {
  let acked = seq;
  let sent = seq;
  let inFlight = seq;
  let sentAt = 0;
  let waitsSince = 0;
  let timer = 0;
  /** @type {{ seq: number } | null} */
  let newest = null;
  /** @type {(state: object) => void} */
  let post = () => {};

  function pump() {
    clearTimeout(timer);
    if (!newest || acked >= newest.seq) return;
    onSilence(performance.now() - waitsSince > SILENCE_MS);
    const left = sentAt + ACK_TIMEOUT_MS - performance.now();
    if (inFlight > acked && left > 0) {
      timer = setTimeout(pump, left);
      return;
    }
    inFlight = newest.seq;
    sentAt = performance.now();
    timer = setTimeout(pump, ACK_TIMEOUT_MS);
    post(newest);
  }

  return {
    /** There is a change, which may never be sent. Returns its number. */
    count() {
      seq += 1;
      return seq;
    },
    /** Send this state as soon as the last one is answered. Returns its number. @param {object} state */
    send(state) {
      if (!newest || acked >= newest.seq) waitsSince = performance.now();
      if (seq === sent) seq += 1;
      sent = seq;
      newest = { ...state, seq };
      pump();
      return seq;
    },
    // Python has answered up to `ack`; `postMessage` is how to send from now on. True if Python has begun anew.
    /** @param {number} ack @param {(state: object) => void} postMessage */
    answered(ack, postMessage) {
      const anew = ack < acked;
      if (anew) {
        newest = null;
        inFlight = ack;
      }
      if (ack !== acked) {
        waitsSince = performance.now();
        onSilence(false);
      }
      acked = ack;
      post = postMessage;
      pump();
      return anew;
    },
    stop: () => clearTimeout(timer),
  };
}
