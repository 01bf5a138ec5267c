// Builds the pages into dist/: hashed files next to an index.html that needs no inline script or style.
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["index.html", "desk/index.html"] },
  },
});
