/** The few kinds of column that both programs' tables share. */

/** 0 or 1. */
export type Flag = 0 | 1;
/** Unix seconds. */
export type Seconds = number;
/** JSON as text. */
export type JsonText = string;
