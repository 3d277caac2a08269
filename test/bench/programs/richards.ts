// Richards: an operating system's scheduler, virtual calls and linked lists.
export const size = 30;
const IDLE_ROUNDS = 10_000;

type TaskId = "idle" | "worker" | "handlerA" | "handlerB" | "deviceA" | "deviceB";
type PacketKind = "device" | "work";

class Packet {
  next: Packet | undefined;
  datum = 0;
  readonly data = [0, 0, 0, 0];

  constructor(
    public task: TaskId,
    readonly kind: PacketKind,
    next?: Packet,
  ) {
    this.next = next;
  }

  appendTo(queue: Packet | undefined): Packet {
    this.next = undefined;
    if (queue === undefined) return this;
    let last = queue;
    while (last.next !== undefined) last = last.next;
    last.next = this;
    return queue;
  }
}

abstract class Task {
  isHeld = false;
  isWaiting: boolean;
  hasPacket: boolean;
  #queue: Packet | undefined;

  constructor(
    protected readonly scheduler: Scheduler,
    readonly id: TaskId,
    readonly priority: number,
    readonly next: Task | undefined,
    queue?: Packet,
  ) {
    this.#queue = queue;
    this.isWaiting = true;
    this.hasPacket = queue !== undefined;
  }

  /** Does a piece of work; the answer is the task to go on with. */
  protected abstract work(packet: Packet | undefined): Task | undefined;

  get isBlocked(): boolean {
    return this.isHeld || (this.isWaiting && !this.hasPacket);
  }

  resume(): Task | undefined {
    return this.work(this.isWaiting && this.hasPacket ? this.#takePacket() : undefined);
  }

  /** Takes the packet in; the answer is this task if it is more urgent than the sender. */
  receive(packet: Packet, sender: Task): Task {
    const wasEmpty = this.#queue === undefined;
    this.#queue = packet.appendTo(this.#queue);
    if (!wasEmpty) return sender;
    this.hasPacket = true;
    return this.priority > sender.priority ? this : sender;
  }

  #takePacket(): Packet | undefined {
    const packet = this.#queue;
    this.#queue = packet?.next;
    this.isWaiting = false;
    this.hasPacket = this.#queue !== undefined;
    return packet;
  }
}

class IdleTask extends Task {
  #bits = 1;
  #rounds: number;

  constructor(scheduler: Scheduler, rounds: number) {
    super(scheduler, "idle", 0, undefined);
    this.#rounds = rounds;
    this.isWaiting = false;
  }

  protected override work(): Task | undefined {
    this.#rounds--;
    if (this.#rounds === 0) return this.scheduler.holdCurrent();
    const isEven = (this.#bits & 1) === 0;
    this.#bits >>= 1;
    if (!isEven) this.#bits ^= 0xd008;
    return this.scheduler.release(isEven ? "deviceA" : "deviceB");
  }
}

class WorkerTask extends Task {
  #destination: TaskId = "handlerA";
  #letter = 0;

  protected override work(packet: Packet | undefined): Task | undefined {
    if (packet === undefined) return this.scheduler.suspendCurrent();
    this.#destination = this.#destination === "handlerA" ? "handlerB" : "handlerA";
    packet.task = this.#destination;
    packet.datum = 0;
    for (let i = 0; i < packet.data.length; i++) {
      this.#letter = this.#letter === 26 ? 1 : this.#letter + 1;
      packet.data[i] = this.#letter;
    }
    return this.scheduler.send(packet);
  }
}

class HandlerTask extends Task {
  #works: Packet | undefined;
  #devices: Packet | undefined;

  protected override work(packet: Packet | undefined): Task | undefined {
    if (packet?.kind === "work") this.#works = packet.appendTo(this.#works);
    else if (packet !== undefined) this.#devices = packet.appendTo(this.#devices);
    return this.#forward() ?? this.scheduler.suspendCurrent();
  }

  #forward(): Task | undefined {
    const work = this.#works;
    if (work === undefined) return undefined;
    if (work.datum >= work.data.length) {
      this.#works = work.next;
      return this.scheduler.send(work);
    }
    const device = this.#devices;
    if (device === undefined) return undefined;
    this.#devices = device.next;
    device.datum = work.data[work.datum]!;
    work.datum++;
    return this.scheduler.send(device);
  }
}

class DeviceTask extends Task {
  #pending: Packet | undefined;

  protected override work(packet: Packet | undefined): Task | undefined {
    if (packet !== undefined) {
      this.#pending = packet;
      return this.scheduler.holdCurrent();
    }
    const pending = this.#pending;
    if (pending === undefined) return this.scheduler.suspendCurrent();
    this.#pending = undefined;
    return this.scheduler.send(pending);
  }
}

class Scheduler {
  sent = 0;
  held = 0;
  readonly #tasks = new Map<TaskId, Task>();
  #first: Task | undefined;
  #current: Task | undefined;

  add(create: (next: Task | undefined) => Task): void {
    const task = create(this.#first);
    this.#first = task;
    this.#tasks.set(task.id, task);
  }

  schedule(): void {
    this.#current = this.#first;
    while (this.#current !== undefined) {
      this.#current = this.#current.isBlocked ? this.#current.next : this.#current.resume();
    }
  }

  send(packet: Packet): Task {
    const sender = this.#getCurrent();
    const receiver = this.#getTask(packet.task);
    this.sent++;
    packet.task = sender.id;
    return receiver.receive(packet, sender);
  }

  holdCurrent(): Task | undefined {
    const task = this.#getCurrent();
    this.held++;
    task.isHeld = true;
    return task.next;
  }

  suspendCurrent(): Task {
    const task = this.#getCurrent();
    task.isWaiting = true;
    return task;
  }

  release(id: TaskId): Task {
    const current = this.#getCurrent();
    const task = this.#getTask(id);
    task.isHeld = false;
    return task.priority > current.priority ? task : current;
  }

  #getCurrent(): Task {
    if (this.#current === undefined) throw new Error("no task is running");
    return this.#current;
  }

  #getTask(id: TaskId): Task {
    const task = this.#tasks.get(id);
    if (task === undefined) throw new Error(`there is no task ${id}`);
    return task;
  }
}

function makePackets(count: number, task: TaskId, kind: PacketKind): Packet | undefined {
  return count === 0 ? undefined : new Packet(task, kind, makePackets(count - 1, task, kind));
}

function createScheduler(): Scheduler {
  const scheduler = new Scheduler();
  scheduler.add(() => new IdleTask(scheduler, IDLE_ROUNDS));
  scheduler.add((next) => new WorkerTask(scheduler, "worker", 1000, next, makePackets(2, "worker", "work")));
  scheduler.add((next) => new HandlerTask(scheduler, "handlerA", 2000, next, makePackets(3, "deviceA", "device")));
  scheduler.add((next) => new HandlerTask(scheduler, "handlerB", 3000, next, makePackets(3, "deviceB", "device")));
  scheduler.add((next) => new DeviceTask(scheduler, "deviceA", 4000, next));
  scheduler.add((next) => new DeviceTask(scheduler, "deviceB", 5000, next));
  return scheduler;
}

export function run(times: number): string {
  let sent = 0;
  let held = 0;
  for (let i = 0; i < times; i++) {
    const scheduler = createScheduler();
    scheduler.schedule();
    if (scheduler.sent !== 23_246 || scheduler.held !== 9_297) throw new Error(`wrong counts: ${scheduler.sent}, ${scheduler.held}`);
    sent += scheduler.sent;
    held += scheduler.held;
  }
  return `${sent} ${held}`;
}
