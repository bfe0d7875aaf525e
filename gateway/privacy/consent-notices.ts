import type { ConsentNotice, SitePrivacy } from '../../devices/contracts/site-privacy.ts';

/** Says what PIPL 17, 30 and the Face Measures ask to be said; a site's own lawyers may say it better in `privacy.notices`. */
const standard: readonly ConsentNotice[] = [
  {
    purpose: 'face',
    version: 'standard-2',
    text: {
      zh: `您可以自愿选择用人脸开门。您不同意也完全不影响出入：每一道可以刷脸的门都能用门卡或其他方式打开，物业不会因此为难您。

一、处理什么：用摄像机看您的脸，算出一组数字（人脸模板）。照片和视频画面算完即弃，不保存。
二、做什么用：只用来在本小区的门口认出您并开门，不用于考勤、评分、营销，也不作其他分析。
三、存在哪里：只加密存放在本小区的设备里，不上传，不提供给任何其他单位或个人。
四、存多久：到您撤回同意、搬离小区或本同意到期为止，届时 24 小时内删除，并留有删除凭证。
五、对您的影响：人脸属于敏感个人信息，一旦泄露可能被冒用，所以我们只存模板、加密、不出本小区。
六、您的权利：您可以随时到物业或门岗撤回同意、查看或复制关于您的全部记录、要求更正或删除，撤回和同意一样方便。
七、未满 14 周岁的，须由父母或其他监护人同意。`,
      en: `You may choose to open doors with your face. If you would rather not, nothing is lost: every door that takes a face opens with a card or in another way, too, and nobody may treat you differently for it.

1. What is processed: a camera looks at your face, and a set of numbers (a face template) is computed from it. The pictures themselves are thrown away at once.
2. What for: only to recognise you at the doors of this compound and to open them. Not for attendance, scoring, advertising or any other analysis.
3. Where it is kept: encrypted, on the equipment of this compound only. It is not uploaded and given to nobody else.
4. How long: until you take this consent back, move out, or it expires; then it is deleted within 24 hours, and a receipt of the deletion is kept.
5. What it means for you: a face is sensitive personal information and could be misused if it leaked. That is why only the template is kept, encrypted, and never leaves the compound.
6. Your rights: you may take this consent back at any time at the property office or the gate, see and copy all that is kept about you, and have it corrected or deleted. Taking it back is as easy as giving it.
7. For children under 14 a parent or guardian must consent.`,
    },
  },
];

/** The site's texts, and a standard one for whatever it has none for. */
export function consentNotices(privacy: SitePrivacy | undefined): ConsentNotice[] {
  const own = privacy?.notices ?? [];
  return [...own, ...standard.filter(({ purpose }) => !own.some((notice) => notice.purpose === purpose))];
}
