#include "weibo/dom.hpp"

#include "weibo/decode.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

namespace rw::weibo::dom {
namespace {

/// Passes events on until the nesting gets too deep.
template <class Handler>
class DepthGuard {
public:
    explicit DepthGuard(Handler& to) : to_{to} {}
    bool too_deep() const { return depth_ > deepest; }

    bool Null() { return to_.Null(); }
    bool Bool(bool b) { return to_.Bool(b); }
    bool Int(int i) { return to_.Int(i); }
    bool Uint(unsigned u) { return to_.Uint(u); }
    bool Int64(std::int64_t i) { return to_.Int64(i); }
    bool Uint64(std::uint64_t u) { return to_.Uint64(u); }
    bool Double(double d) { return to_.Double(d); }
    bool RawNumber(char const* s, rapidjson::SizeType n, bool copy) { return to_.RawNumber(s, n, copy); }
    bool String(char const* s, rapidjson::SizeType n, bool copy) { return to_.String(s, n, copy); }
    bool Key(char const* s, rapidjson::SizeType n, bool copy) { return to_.Key(s, n, copy); }
    bool StartObject() { return ++depth_ <= deepest && to_.StartObject(); }
    bool EndObject(rapidjson::SizeType n) { return --depth_, to_.EndObject(n); }
    bool StartArray() { return ++depth_ <= deepest && to_.StartArray(); }
    bool EndArray(rapidjson::SizeType n) { return --depth_, to_.EndArray(n); }

private:
    Handler& to_;
    int depth_ = 0;
};

}  // namespace

Result<std::unique_ptr<Parsed>> parse(std::string body) {
    if (body.size() > longest_body) return Failure{Fault::bad_input, "the body is longer than 16 MiB"};
    auto parsed = std::make_unique<Parsed>();
    parsed->bytes = std::move(body);
    constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag;
    rapidjson::Reader reader;
    rapidjson::ParseResult outcome;
    bool too_deep = false;
    auto const generate = [&](auto& handler) {
        DepthGuard guard{handler};
        rapidjson::InsituStringStream stream{parsed->bytes.data()};
        outcome = reader.Parse<flags>(stream, guard);
        too_deep = guard.too_deep();
        return !outcome.IsError();
    };
    parsed->document.Populate(generate);
    if (too_deep) return Failure{Fault::bad_input, "the body is nested too deeply"};
    if (outcome.IsError()) {
        return Failure{Fault::bad_input,
                       std::string{"the body is not JSON: "} + rapidjson::GetParseError_En(outcome.Code())};
    }
    return parsed;
}

}  // namespace rw::weibo::dom
