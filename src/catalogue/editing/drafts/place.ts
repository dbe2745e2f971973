import { TO_FILL } from '../../lint/unfilled.ts'
import { FIELDS } from '../fields.ts'
import { phrasings } from './phrasings.ts'

/** The fields of a place where citizens are served. */
export function place(id: string): string[] {
  const explain = FIELDS.place
  return [
    `# ${explain.id}\nid: ${id}`,
    `# ${explain.name}\nname: ${TO_FILL} tên nơi này`,
    `# ${explain.formerly}\n# formerly: [Ủy ban nhân dân xã cũ]`,
    `# ${explain.kind}\nkind: trung-tam # ${TO_FILL} trung-tam, cong-an hay khac`,
    `# ${explain.unit}\nunit: ${TO_FILL} xã, phường và tỉnh`,
    `# ${explain.address}\naddress: ${TO_FILL} số nhà, thôn hoặc đường`,
    `# ${explain.phone}\nphone: ${TO_FILL} số máy`,
    `# ${explain.coordinates}\n# coordinates: { latitude: 19.807, longitude: 105.776 }`,
    `# ${explain.hours}
hours:
  - { days: [1, 2, 3, 4, 5], from: "07:00", to: "11:30" } # ${TO_FILL} buổi sáng
  - { days: [1, 2, 3, 4, 5], from: "13:30", to: "17:00" } # ${TO_FILL} buổi chiều`,
    `# ${explain.tasks}\ntasks:\n  - Hộ tịch # ${TO_FILL} các lĩnh vực làm ở đây`,
    `# ${explain.notHere}\n# notHere: ["1.001193"]`,
    `# ${explain.closed}
# closed:
#   - { from: "2027-02-05", until: "2027-02-11", why: Tết Nguyên đán }`,
    `# ${explain.note}\n# note: Chỉ nhận hồ sơ buổi sáng.`,
    `# ${explain.phrasings}\nphrasings:\n${phrasings(2, id)}`,
  ]
}
