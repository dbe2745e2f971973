import type { Slots } from './slots.ts'

/** Where people are served, and what their commune is called now. */
export const PLACES = {
  nearestOffice: ['ten-noi', 'xa'],
  /** The nearest that handles what the person is doing. */
  nearestOfficeForRun: ['ten-noi', 'xa'],
  locationNotKept: [],
  locationUnread: [],
  officesFar: [],
  officePhone: ['so-may'],
  officeOpen: ['luc'],
  officeClosed: ['luc'],
  placeRenamed: ['ten-cu', 'ten-moi'],
  placeDivided: ['ten-cu', 'cac-noi'],
  placeIncludes: ['ten-moi', 'cac-noi'],
  placeUnchanged: ['ten-moi'],
  servedAt: ['ten-noi'],
  officeElsewhere: ['noi'],
  officeFormerly: ['ten-cu'],
  officeClosedDay: ['ngay', 'vi-sao'],
  officeClosedDays: ['tu', 'den', 'vi-sao'],
} as const satisfies Slots
