// The fuzzer runs on what is built, without a compiler, so it is JavaScript; its tests take it as it is.
declare module '*.mjs';
