// A choice that is made in the browser and that Python repeats: an echo older than our last choice does not undo it.

const ECHO_MS = 1500; // that Python is given to repeat a choice

/**
 * @template Value
 * @param {Value} initial
 * @param {(first: Value, second: Value) => boolean} equal
 */
export function createChoice(initial, equal = Object.is) {
  let value = initial;
  let isPending = false;
  let sentAt = 0;
  return {
    get value() {
      return value;
    },
    /** @param {Value} next chosen here */
    choose(next) {
      value = next;
      isPending = true;
      sentAt = performance.now();
    },
    /**
     * @param {Value} echo what Python says
     * @param {boolean} anew Python shows something else, so that it is right in any case
     */
    take(echo, anew = false) {
      if (isPending && !anew && !equal(echo, value) && performance.now() - sentAt <= ECHO_MS) return;
      value = echo;
      isPending = false;
    },
  };
}
