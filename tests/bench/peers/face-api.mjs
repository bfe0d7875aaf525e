// What a Node developer would reach for: @vladmandic/face-api on its WASM backend, as its own examples set it up
// (SSD MobileNet, 68 landmarks, ResNet descriptor). Milliseconds are of detection and description, without decoding.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { serve } from './serve.mjs';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/wasm-out/`);
// One thread, as ours.
wasm.setThreadsCount(1);
await tf.setBackend('wasm');
await tf.ready();
const models = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
await faceapi.nets.ssdMobilenetv1.loadFromDisk(models);
await faceapi.nets.faceLandmark68Net.loadFromDisk(models);
await faceapi.nets.faceRecognitionNet.loadFromDisk(models);

async function describe(path) {
  const { data, info } = await sharp(path)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const tensor = tf.tensor3d(new Uint8Array(data), [info.height, info.width, 3], 'int32');
  const startedAt = performance.now();
  const faces = await faceapi
    .detectAllFaces(tensor, new faceapi.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 20 }))
    .withFaceLandmarks()
    .withFaceDescriptors();
  const ms = performance.now() - startedAt;
  tensor.dispose();
  return {
    ms,
    faces: faces.map(({ detection: { box, score }, descriptor }) => ({
      box: { x: box.x, y: box.y, width: box.width, height: box.height },
      score,
      template: [...descriptor],
    })),
  };
}

await serve(({ photo }) => describe(photo));
