// Ends the build when what a visitor loads has grown too large.
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** `first` bytes for the script of the host page, `opened` with all that is loaded until the window is open. */
export function sizeLimit(script: string, first: number, opened: number): Plugin {
  return {
    name: "size-limit",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const loader = bundle[script];
        if (loader?.type !== "asset") return this.error(`${script} is missing`);
        const needed = new Set<string>();
        const follow = (name: string): void => {
          const file = bundle[name];
          if (needed.has(name) || file?.type !== "chunk") return;
          needed.add(name);
          file.imports.forEach(follow);
        };
        Object.values(bundle).forEach((file) => file.type === "chunk" && file.isEntry && follow(file.fileName));
        const before = gzipSync(loader.source).length;
        const codes = [...needed].map((name) => bundle[name]).map((file) => (file?.type === "chunk" ? file.code : ""));
        const all = codes.reduce((sum, code) => sum + gzipSync(code).length, before);
        console.log(`chat: ${before} bytes before it is opened, ${all} until it is open (gzip; at most ${first} and ${opened})`);
        if (before > first || all > opened) this.error("the chat has grown beyond its limit");
      },
    },
  };
}
