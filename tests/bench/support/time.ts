/**
 * Processor time of this process, in milliseconds, for each of so many times. It is told from what else the machine does
 * far better than time on the wall is.
 */
export const cpuMilliseconds = async (work: () => unknown, times = 1): Promise<number> => {
  const before = process.cpuUsage();
  for (let done = 0; done < times; done += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / times;
};
