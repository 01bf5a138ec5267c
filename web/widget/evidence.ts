// Files of evidence, loaded when one is sent or shown. An image is painted anew: place, time and device stay behind.

const LARGEST_FILE = 8_000_000; // bytes, the hub's limit too
const LARGEST_SIDE = 2400; // pixels: a screenshot stays readable, a photograph becomes small enough to send
const QUALITY = 0.88;
const PDF = "application/pdf";

export class Unsuitable extends Error {
  constructor(readonly why: "attachKind" | "attachLarge" | "attachUnreadable") {
    super(why);
  }
}

/** What may be sent of a file. Throws Unsuitable. */
export async function prepared(file: File): Promise<Blob> {
  if (file.type === PDF) {
    if (file.size > LARGEST_FILE) throw new Unsuitable("attachLarge");
    return new Blob([file], { type: PDF }); // without its name
  }
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") throw new Unsuitable("attachKind");
  const painted = await repainted(file);
  if (painted.size > LARGEST_FILE) throw new Unsuitable("attachLarge");
  return painted;
}

async function repainted(file: File): Promise<Blob> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Unsuitable("attachUnreadable");
  }
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Unsuitable("attachUnreadable");
  context.fillStyle = "#ffffff"; // what was transparent would become black
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new Unsuitable("attachUnreadable");
  return blob;
}

/** An image ready to be drawn. */
export function picture(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file);
}

/** The browser's own way of keeping a file. */
export function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
