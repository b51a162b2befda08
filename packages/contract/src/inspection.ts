/** What is inspected, by whom and when, what was found and whether it is believed. */
export * from './inspection-board.ts';
export * from './inspection-item.ts';
export * from './inspection-people.ts';
export * from './inspection-record.ts';
export * from './inspection-record-view.ts';
export * from './inspection-task.ts';
export * from './inspection-write.ts';
