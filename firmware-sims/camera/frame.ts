/**
 * One picture of a simulated camera: planar YUV 4:2:0, BT.601 limited range, as the encoder takes it.
 * Width and height are even; `y` has width × height bytes, `u` and `v` a quarter of that each. The three planes are
 * views of `data`, in this order.
 */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

export function createFrame(width: number, height: number): Frame {
  if (width < 16 || height < 16 || width % 2 !== 0 || height % 2 !== 0) {
    throw new RangeError(`a frame is even and at least 16 pixels each way, not ${width}×${height}`);
  }
  const luma = width * height;
  const data = new Uint8Array(luma + luma / 2).fill(16, 0, luma).fill(128, luma);
  return {
    width,
    height,
    data,
    y: data.subarray(0, luma),
    u: data.subarray(luma, luma + luma / 4),
    v: data.subarray(luma + luma / 4),
  };
}
