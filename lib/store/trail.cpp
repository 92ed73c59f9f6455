#include "store/trail.hpp"

#include <charconv>

namespace rw::store {
namespace {

constexpr std::int64_t most_lines = 100'000;

std::int64_t number_in(std::string const& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

TrailLine line_of(Reply const& entry) {
    TrailLine line;
    line.position = entry.items()[0].text();
    auto const& fields = entry.items()[1].items();
    for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
        auto const& name = fields[i].text();
        auto const& value = fields[i + 1].text();
        if (name == "at") line.at = from_millis(number_in(value));
        if (name == "who") line.who = value;
        if (name == "role") line.role = value;
        if (name == "did") line.did = value;
        if (name == "status") line.status = static_cast<int>(number_in(value));
    }
    return line;
}

}  // namespace

net::Task<Result<void>> Trail::add(TrailLine line) {
    Command add{"XADD"};
    add.add(keys_.trail()).add("MAXLEN").add("~").add(most_lines).add("*");
    add.add("at").add(to_millis(line.at)).add("who").add(line.who).add("role").add(line.role);
    add.add("did").add(line.did).add("status").add(std::int64_t{line.status});
    auto const done = co_await redis_.run(std::move(add), Redis::Again::never);
    if (!done) co_return done.error();
    co_return Result<void>{};
}

net::Task<Result<std::vector<TrailLine>>> Trail::page(std::string before, std::size_t limit) {
    Command range{"XREVRANGE"};
    range.add(keys_.trail()).add(before.empty() ? "+" : "(" + before).add("-");
    range.add("COUNT").add(static_cast<std::int64_t>(limit));
    auto const reply = co_await redis_.run(std::move(range), Redis::Again::if_idempotent);
    if (!reply) co_return reply.error();
    std::vector<TrailLine> lines;
    for (auto const& entry : reply->items()) {
        if (entry.items().size() == 2) lines.push_back(line_of(entry));
    }
    co_return lines;
}

}  // namespace rw::store
