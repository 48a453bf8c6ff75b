/** Our own twelve drawings, on a 24 grid with a 2 px round stroke: what goes inside each symbol of the sprite. */
export const ownIcons = {
  'arrow-up': '<path d="M12 20V4.5M5.5 11 12 4.5l6.5 6.5"/>',
  check: '<path d="m4.5 12.5 5 5L19.5 7"/>',
  'double-check': '<path d="m1.5 13 4.5 4.5L14.5 7.5M11 16l1.5 1.5L22.5 6.5"/>',
  hold: '<circle cx="12" cy="12" r="9.5"/><path d="M9.5 8.5v7M14.5 8.5v7"/>',
  join: '<path d="M4 3.5v3.5c0 4 8 3.5 8 8V21M20 3.5v3.5c0 4-8 3.5-8 8"/>',
  megaphone: '<path d="M3 9.5v5h3.5l9 4.5V5l-9 4.5zM6.5 14.5 8 20h2.5l-1-4M20 9.5v5"/>',
  offline:
    '<path d="M3 3l18 18M2 9.5a15 15 0 0 1 5-3.2M22 9.5A15 15 0 0 0 10.5 5.6M5.5 13.2a10 10 0 0 1 4.3-2.5M18.5 13.2a10 10 0 0 0-3.8-2.4M9 16.8a5 5 0 0 1 5-.6"/>',
  pen: '<path d="M4 20l1-4.5L16.2 4.3a2 2 0 0 1 2.8 0l.7.7a2 2 0 0 1 0 2.8L8.5 19zM14 6.5l3.5 3.5"/>',
  queue: '<path d="M3 5h15M3 12h15M3 19h8"/><circle cx="18.5" cy="19" r="1.5" fill="currentColor"/>',
  reply: '<path d="M9 5 3.5 10.5 9 16M3.5 10.5H15a6 6 0 0 1 6 6V19"/>',
  room: '<circle cx="12" cy="7" r="4"/><path d="M5 21v-3.5A4.5 4.5 0 0 1 9.5 13h5a4.5 4.5 0 0 1 4.5 4.5V21"/>',
  wall: '<path d="M2.5 4h19v12.5h-19zM12 16.5V21M8 21h8"/>',
} as const
