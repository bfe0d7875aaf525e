import sharp, { type Sharp } from 'sharp';

/** A picture with four coloured quarters: red, green / blue, white. */
export function quarters(width: number, height: number): Sharp {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const [right, below] = [x >= width / 2, y >= height / 2];
      data[at] = !right || below ? (below && !right ? 0 : 255) : 0;
      data[at + 1] = right ? 255 : 0;
      data[at + 2] = below ? 255 : 0;
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

export const photos = {
  jpeg: (width = 64, height = 48) => quarters(width, height).jpeg({ quality: 95 }).toBuffer(),
  turned: () => quarters(64, 48).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer(),
  cmyk: () => quarters(64, 48).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
  sixteenBit: () => quarters(64, 48).toColourspace('rgb16').png().toBuffer(),
  grey: () => quarters(64, 48).greyscale().jpeg().toBuffer(),
  transparent: () => quarters(64, 48).ensureAlpha(0.5).png().toBuffer(),
  animated: async () => {
    const frames = await Promise.all([0, 90].map((angle) => quarters(16, 16).rotate(angle).png().toBuffer()));
    return sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
  },
  /** 100 million pixels of nothing, in a few kilobytes. */
  bomb: () =>
    sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer(),
};
