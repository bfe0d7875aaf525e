import type { CameraProfile } from './device-profile.ts';

export const faceCamera: CameraProfile = {
  kind: 'face-camera',
  title: { zh: '人脸摄像机', en: 'Face camera' },
  finds: 'faces',
};

export const anprCamera: CameraProfile = {
  kind: 'anpr-camera',
  title: { zh: '车牌摄像机', en: 'Number-plate camera' },
  finds: 'plates',
};

export const domeCamera: CameraProfile = {
  kind: 'dome-camera',
  title: { zh: '球机', en: 'Dome camera' },
  finds: 'nothing',
};
