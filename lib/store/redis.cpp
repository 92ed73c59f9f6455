#include "store/redis.hpp"

#include "core/log.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace rw::store {
namespace {

constexpr Span first_pause = 50ms;
constexpr Span longest_pause = 5s;
constexpr Span quiet_for_ever = 24h;  // commands have limits of their own; silence between them is normal
constexpr std::size_t written_at_once = 256U << 10U;
constexpr std::size_t most_in_flight = 1000;
constexpr Span quiet_check = 10s;      // how often a quiet connection is asked whether it lives
constexpr Span counts_as_stable = 5s;  // a connection that lasted so long resets the backoff

bool has_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return text.starts_with(prefix); });
}

}  // namespace

Failure failure_of(std::string_view doing, Reply const& error) {
    auto const& text = error.text();
    auto kind = Fault::refused;
    if (has_prefix(text, {"FENCED", "CONFLICT"})) kind = Fault::conflict;
    if (has_prefix(text, {"LOADING", "BUSY", "MISCONF", "OOM", "READONLY", "MASTERDOWN", "CLUSTERDOWN",
                          "TRYAGAIN", "NOREPLICAS"})) {
        kind = Fault::throttled;
    }
    return {kind, "redis " + std::string{doing} + ": " + text};
}

/// A command on its way, and its answer.
struct Pending {
    std::string name;
    std::string wire;
    Redis::Again again = Redis::Again::never;
    bool sent_again = false;
    bool abandoned = false;
    std::optional<Result<Reply>> answer;
    net::Bell done;

    void finish(Result<Reply> result) {
        answer = std::move(result);
        done.ring();
    }
};
using PendingPtr = std::shared_ptr<Pending>;

struct Connection {
    std::unique_ptr<net::Stream> stream;
    ReplyReader reader;
    std::deque<PendingPtr> in_flight;
    bool broken = false;

    void drop() {
        broken = true;
        stream->close();
    }
};

struct Redis::State {
    State(net::Loop& l, net::Dialer& d, net::Clock& c, Meters& m, RedisSettings s)
        : loop{l}, dialer{d}, clock{c}, meters{m}, settings{std::move(s)} {}

    net::Loop& loop;
    net::Dialer& dialer;
    net::Clock& clock;
    Meters& meters;
    RedisSettings settings;
    std::deque<PendingPtr> waiting;
    std::shared_ptr<Connection> connection;
    net::Bell work;
    net::Bell ended;
    std::string trouble = "not connected yet";
    bool stopping = false;

    std::vector<Command> set_up() const {
        std::vector<Command> commands;
        if (!settings.password.empty()) {
            commands.emplace_back("AUTH");
            if (!settings.address.user.empty()) commands.back().add(settings.address.user);
            commands.back().add(settings.password.reveal());
        }
        if (settings.address.database != 0) {
            commands.emplace_back("SELECT");
            commands.back().add(settings.address.database);
        }
        commands.emplace_back("PING");
        return commands;
    }

    /// What was in flight when the connection broke may have happened or not.
    void settle_lost(Connection& lost) {
        for (auto at = lost.in_flight.rbegin(); at != lost.in_flight.rend();
             ++at) {  // so that the first stays first
            auto const& pending = *at;
            if (pending->abandoned) continue;
            if (!stopping && pending->again == Again::if_idempotent && !pending->sent_again) {
                pending->sent_again = true;
                waiting.push_front(pending);
                continue;
            }
            pending->finish(Failure{Fault::unknown_outcome,
                                    "redis " + pending->name + ": the connection broke before the answer"});
        }
        lost.in_flight.clear();
    }
};

namespace {

/// Reads replies until `count` have come; for the set-up, when nothing is pipelined yet.
net::Task<Result<std::vector<Reply>>> read_replies(Connection& connection, std::size_t count, Span limit) {
    std::vector<Reply> replies;
    std::array<char, 4096> buffer;
    while (replies.size() < count) {
        auto const got = co_await connection.stream->read_some(buffer, limit);
        if (!got) co_return got.error();
        if (*got == 0) co_return Failure{Fault::unreachable, "Redis closed the connection"};
        auto const fed = connection.reader.feed({buffer.data(), *got});
        if (!fed) co_return fed.error();
        for (;;) {
            auto reply = connection.reader.next();
            if (!reply) co_return reply.error();
            if (!*reply) break;
            replies.push_back(**std::move(reply));
        }
    }
    co_return replies;
}

}  // namespace

struct RedisTasks {
    using State = Redis::State;

    static net::Task<Result<Reply>> submit(std::shared_ptr<State> state, Command command, Redis::Again again);
    static net::Task<void> check_loop(std::shared_ptr<State> state, std::shared_ptr<Connection> connection);

    static net::Task<Result<std::shared_ptr<Connection>>> open(State& state) {
        auto const endpoint = state.settings.address.where;
        auto const limit = state.settings.connect;
        auto dialled = co_await state.dialer.dial(endpoint, limit);
        if (!dialled) co_return dialled.error();
        auto connection = std::make_shared<Connection>();
        connection->stream = *std::move(dialled);
        auto const commands = state.set_up();
        std::string wire;
        for (auto const& command : commands)
            wire += command.wire();
        auto const written = co_await connection->stream->write_all(wire, limit);
        if (!written) co_return written.error();
        auto const replies = co_await read_replies(*connection, commands.size(), limit);
        if (!replies) co_return replies.error();
        for (std::size_t i = 0; i < replies->size(); ++i) {
            if ((*replies)[i].is_error()) co_return failure_of(commands[i].name(), (*replies)[i]);
        }
        co_return connection;
    }

    static net::Task<void> write_loop(std::shared_ptr<State> state, std::shared_ptr<Connection> connection) {
        while (!connection->broken) {
            std::string batch;
            while (!state->waiting.empty() && batch.size() < written_at_once &&
                   connection->in_flight.size() < most_in_flight) {
                auto pending = std::move(state->waiting.front());
                state->waiting.pop_front();
                batch += pending->wire;
                connection->in_flight.push_back(std::move(pending));
            }
            if (batch.empty()) {
                co_await state->work.wait(state->clock, quiet_for_ever);
                continue;
            }
            auto const limit = state->settings.command;
            auto const written = co_await connection->stream->write_all(batch, limit);
            if (!written) connection->drop();
        }
    }

    static Result<void> hand_out(State& state, Connection& connection) {
        if (!state.waiting.empty()) state.work.ring();  // there is room in flight again
        for (;;) {
            auto reply = connection.reader.next();
            if (!reply) return reply.error();
            if (!*reply) return {};
            if (connection.in_flight.empty())
                return Failure{Fault::unreachable, "Redis sent an answer to no question"};
            auto const pending = std::move(connection.in_flight.front());
            connection.in_flight.pop_front();
            if ((*reply)->is_error()) {
                pending->finish(failure_of(pending->name, **reply));
            } else {
                pending->finish(**std::move(reply));
            }
        }
    }

    static net::Task<std::string> read_loop(State& state, Connection& connection) {
        std::vector<char> buffer(64U << 10U);
        for (;;) {
            auto const got = co_await connection.stream->read_some(buffer, quiet_for_ever);
            if (!got) co_return got.error().doing;
            if (*got == 0) co_return "Redis closed the connection";
            auto fed = connection.reader.feed({buffer.data(), *got});
            if (fed) fed = hand_out(state, connection);
            if (!fed) co_return fed.error().doing;
        }
    }
};

net::Task<Result<Reply>> RedisTasks::submit(std::shared_ptr<State> state, Command command,
                                            Redis::Again again) {
    auto const pending = std::make_shared<Pending>();
    pending->name = command.name();
    auto const what = "redis " + pending->name;
    if (state->stopping) co_return Failure{Fault::stopped, what + ": stopping"};
    auto const in_flight = state->connection ? state->connection->in_flight.size() : 0;
    bool const full = state->waiting.size() + in_flight >= state->settings.queue;
    if (full) co_return Failure{Fault::throttled, what + ": too many commands are waiting"};
    pending->wire = command.wire();
    pending->again = again;
    state->waiting.push_back(pending);
    state->work.ring();
    auto const begin = state->clock.steady();
    auto const end = begin + state->settings.command;
    while (!pending->answer && state->clock.steady() < end) {
        auto const left = end - state->clock.steady();
        co_await pending->done.wait(state->clock, left);
    }
    auto const took = std::chrono::duration<double>(state->clock.steady() - begin).count();
    state->meters.observe("redis_seconds", {{"op", pending->name}}, took);
    if (pending->answer) co_return *std::move(pending->answer);
    pending->abandoned = true;
    if (std::erase(state->waiting, pending) > 0 && !pending->sent_again) {
        co_return Failure{Fault::unreachable,
                          what + ": " + (state->trouble.empty() ? "timed out" : state->trouble)};
    }
    if (state->connection) state->connection->drop();  // answers could no longer be told apart
    co_return Failure{Fault::unknown_outcome, what + ": no answer in time"};
}

/// A connection on which nobody asks anything is asked whether it lives; no answer in time drops it.
net::Task<void> RedisTasks::check_loop(std::shared_ptr<State> state, std::shared_ptr<Connection> connection) {
    while (!connection->broken) {
        co_await state->clock.sleep(quiet_check);
        if (connection->broken || !connection->in_flight.empty()) continue;
        Command ping{"PING"};
        [[maybe_unused]] auto const pong = co_await submit(state, std::move(ping), Redis::Again::never);
    }
}

Redis::Redis(net::Loop& loop, net::Dialer& dialer, net::Clock& clock, Meters& meters, RedisSettings settings)
    : state_{std::make_shared<State>(loop, dialer, clock, meters, std::move(settings))} {}
Redis::~Redis() = default;

net::Task<void> Redis::run() {
    auto const state = state_;
    auto pause = first_pause;
    auto const starting_until = state->clock.steady() + state->settings.starts_within;
    bool was_there = false;
    while (!state->stopping) {
        auto opened = co_await RedisTasks::open(*state);
        if (opened) {
            auto const connection = *std::move(opened);
            if (state->stopping) break;
            log::info("redis.connected");
            was_there = true;
            auto const begin = state->clock.steady();
            state->connection = connection;
            state->trouble.clear();
            state->loop.spawn("redis writer", RedisTasks::write_loop(state, connection));
            state->loop.spawn("redis check", RedisTasks::check_loop(state, connection));
            state->trouble = co_await RedisTasks::read_loop(*state, *connection);
            connection->drop();
            state->connection.reset();
            state->settle_lost(*connection);
            if (state->clock.steady() - begin > counts_as_stable) pause = first_pause;
            state->work.ring();
        } else {
            state->trouble = opened.error().doing;
        }
        if (state->stopping) break;
        bool const starting = !was_there && state->clock.steady() < starting_until;
        if (!starting)
            log::warn("redis.disconnected", {{"why", state->trouble}, {"retry_ms", pause.count()}});
        co_await state->ended.wait(state->clock, pause);
        pause = std::min(pause * 2, longest_pause);
    }
}

void Redis::stop() {
    state_->stopping = true;
    if (state_->connection) state_->connection->drop();
    state_->ended.ring();
    for (auto& pending : state_->waiting)
        pending->finish(Failure{Fault::stopped, "redis " + pending->name + ": stopping"});
    state_->waiting.clear();
}

bool Redis::connected() const {
    return state_->connection != nullptr;
}
std::string Redis::trouble() const {
    return state_->trouble;
}

net::Task<Result<Reply>> Redis::run(Command command, Again again) {
    auto reply = co_await RedisTasks::submit(state_, std::move(command), again);
    co_return reply;
}

net::Task<Result<Reply>> Redis::run(Script const& script, std::vector<std::string> keys,
                                    std::vector<std::string> arguments, Again again) {
    Command by_name{"EVALSHA"};
    by_name.add(script.sha1()).add(static_cast<std::int64_t>(keys.size())).add_all(keys).add_all(arguments);
    auto reply = co_await run(std::move(by_name), again);
    bool const unknown = !reply && reply.error().doing.find("NOSCRIPT") != std::string::npos;
    if (unknown) {
        Command whole{"EVAL"};
        whole.add(script.body()).add(static_cast<std::int64_t>(keys.size())).add_all(keys).add_all(arguments);
        reply = co_await run(std::move(whole), again);
    }
    if (!reply) co_return while_doing(script.name(), reply.error());
    co_return reply;
}

}  // namespace rw::store
