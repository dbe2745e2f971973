import type { Coordinates } from '../../catalogue/schema/office.ts'

/** The mean radius of the earth (IUGG). */
const EARTH_KM = 6371.0088

/** How far two places lie apart in a straight line over the ground, in kilometres (haversine formula). */
export function kilometresBetween(one: Coordinates, other: Coordinates): number {
  const north = radians(other.latitude - one.latitude)
  const east = radians(other.longitude - one.longitude)
  const squared =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * Math.sin(east / 2) ** 2
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(squared)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
