/** So many open alarms, the most urgent, come with the overview; where there are more, the page reads them after it. */
export const firstPaintAlarms = 500;
