/** Into how many parallel parts the log is divided: one target of the schedule's rule each, of which there may be five. */
export const segments = 4;
