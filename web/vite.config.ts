// Builds the pages into dist/: hashed files next to pages that need no inline script or style.
import { defineConfig } from "vite";

import { compressed } from "./build/compressed.ts";

export default defineConfig({
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["index.html", "desk/index.html"] },
  },
  plugins: [compressed()],
});
