// Builds the chat: widget.js under a name that stays, what it loads later under hashed names, and checks their size.
import { defineConfig } from "vite";

import { compressed } from "./build/compressed.ts";
import { loader } from "./build/loader.ts";
import { noGlobal } from "./build/no-global.ts";
import { sizeLimit } from "./build/size-limit.ts";

const UNTIL_OPEN = 35_000; // bytes, gzip: all that is loaded until the window is open
const BEFORE_OPEN = 8_000; // of which every page of the host carries this

export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    lib: { entry: "widget/window.ts", formats: ["es"] },
    rollupOptions: {
      output: {
        entryFileNames: "assets/chat-[name]-[hash].js",
        chunkFileNames: "assets/chat-[name]-[hash].js",
        minify: true,
      },
    },
  },
  plugins: [
    noGlobal(),
    loader("widget/loader.ts", "widget.js"),
    sizeLimit("widget.js", BEFORE_OPEN, UNTIL_OPEN),
    compressed(),
  ],
});
