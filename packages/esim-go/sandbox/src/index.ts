export { startSandbox } from './http/start-sandbox.js';
export type { RunningSandbox, SandboxOptions } from './http/start-sandbox.js';
export type { FaultInput } from './world/fault.js';
export type { Settings, SettingsPatch } from './world/settings.js';
export type { World } from './world/world.js';
