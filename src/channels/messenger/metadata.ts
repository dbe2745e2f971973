/** Stands on every message that the bot sends and comes back in its echo, so that nobody takes it for staff's. */
export const OUR_METADATA = 'dan-loi'
