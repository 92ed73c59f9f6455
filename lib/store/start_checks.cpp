#include "store/start_checks.hpp"

#include <charconv>

namespace rw::store {
namespace {

std::string_view fact(ServerFacts const& facts, std::string_view name) {
    auto const found = facts.find(name);
    return found == facts.end() ? std::string_view{} : std::string_view{found->second};
}

/// `7.0.15` as {7, 0}.
std::pair<int, int> version_of(std::string_view text) {
    int major = 0;
    int minor = 0;
    auto const end = text.data() + text.size();
    auto const first = std::from_chars(text.data(), end, major);
    if (first.ptr != end) std::from_chars(first.ptr + 1, end, minor);
    return {major, minor};
}

}  // namespace

ServerFacts parse_info(std::string_view info) {
    ServerFacts facts;
    while (!info.empty()) {
        auto const end = std::min(info.find("\r\n"), info.size());
        auto const line = info.substr(0, end);
        auto const colon = line.find(':');
        if (colon != line.npos && !line.starts_with('#'))
            facts.emplace(line.substr(0, colon), line.substr(colon + 1));
        info.remove_prefix(std::min(end + 2, info.size()));
    }
    return facts;
}

Findings examine(ServerFacts const& facts, std::int64_t known_late_fsyncs) {
    Findings findings;
    auto const refuse = [&](std::string text) { findings.refusals.push_back(std::move(text)); };
    auto const warn = [&](std::string text) { findings.warnings.push_back(std::move(text)); };
    auto const version = fact(facts, "redis_version");
    if (version_of(version) < std::pair{6, 2}) {
        refuse("Redis " + std::string{version} + " is too old: at least 6.2 is needed");
    }
    auto const policy = fact(facts, "maxmemory_policy");
    if (!policy.empty() && policy != "noeviction") {
        refuse("maxmemory-policy is " + std::string{policy} +
               ": set it to noeviction, or Redis will drop waiting fans");
    }
    if (fact(facts, "role") == "slave") refuse("this Redis is a replica: give the address of the master");
    if (fact(facts, "aof_enabled") == "0") {
        warn("the append-only file is off: a crash of Redis loses waiting fans; set appendonly yes");
    }
    if (auto const state = fact(facts, "aof_last_write_status"); !state.empty() && state != "ok") {
        warn("the last write to the append-only file failed: is the disk full?");
    }
    auto const late = fact(facts, "aof_delayed_fsync");
    std::from_chars(late.data(), late.data() + late.size(), findings.late_fsyncs);
    if (auto const fresh = findings.late_fsyncs - known_late_fsyncs; fresh > 0) {
        warn("the disk was too slow for the append-only file " + std::to_string(fresh) + " times lately");
    }
    return findings;
}

net::Task<Result<Findings>> check_server(Redis& redis, Keys keys, std::int64_t known_late_fsyncs) {
    Command info{"INFO"};
    auto const facts = co_await redis.run(std::move(info), Redis::Again::if_idempotent);
    if (!facts) co_return while_doing("examine Redis", facts.error());
    auto findings = examine(parse_info(facts->text()), known_late_fsyncs);
    if (!findings.refusals.empty()) co_return findings;  // not even a schema is written to a server we refuse
    auto const key = keys.schema();
    Command claim{"SET"};
    claim.add(key).add(schema_version).add("NX");
    auto const claimed = co_await redis.run(std::move(claim), Redis::Again::if_idempotent);
    if (!claimed) co_return while_doing("write the schema version", claimed.error());
    Command ask{"GET"};
    ask.add(key);
    auto const stored = co_await redis.run(std::move(ask), Redis::Again::if_idempotent);
    if (!stored) co_return while_doing("read the schema version", stored.error());
    auto const& text = stored->text();
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const readable = error == std::errc{} && end == text.data() + text.size();
    if (!readable || number > schema_version) {
        findings.refusals.push_back("the data under `" + key + "` has form " + text +
                                    ", this program reads up to " + std::to_string(schema_version) +
                                    ": use the newer program, or another prefix");
    }
    co_return findings;
}

}  // namespace rw::store
