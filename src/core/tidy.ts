const TIDY = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Whether words are printable ASCII with one space between them. Nearly all names, labels and headings
 * are, and nothing has to be done to those to show them in one line: one look finds that out.
 */
export const isTidy = (words: string): boolean => TIDY.test(words);

const IN_SIGHT = /^[\n\t -~]*$/;

/** Whether words hold nothing that could be unseen: ASCII, line breaks and tabs, as nearly all do. */
export const isInSight = (words: string): boolean => IN_SIGHT.test(words);
