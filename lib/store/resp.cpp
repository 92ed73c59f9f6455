#include "store/resp.hpp"

#include <hiredis/hiredis.h>

#include <algorithm>
#include <charconv>

namespace rw::store {
namespace {

constexpr std::size_t most_items = 1'000'000;
constexpr std::size_t longest_bulk = 64U << 20U;
constexpr std::size_t fed_at_once = 64U << 10U;

Reply* place_of(redisReadTask const* task) {
    auto* parent = static_cast<Reply*>(task->parent->obj);
    return &parent->items()[static_cast<std::size_t>(task->idx)];
}

/// Puts a value where the task belongs. The top value is made on the heap and owned by the reader until
/// taken.
void* put(redisReadTask const* task, Reply reply) {
    if (task->parent == nullptr) return new Reply{std::move(reply)};
    auto* place = place_of(task);
    *place = std::move(reply);
    return place;
}

void* create_string(redisReadTask const* task, char* text, std::size_t size) {
    auto const type = task->type == REDIS_REPLY_ERROR    ? Reply::Type::error
                      : task->type == REDIS_REPLY_STATUS ? Reply::Type::status
                                                         : Reply::Type::text;
    return put(task, Reply::make_text(type, {text, size}));
}
void* create_array(redisReadTask const* task, int size) {
    if (size < 0 || static_cast<std::size_t>(size) > most_items) return nullptr;
    return put(task, Reply::make_array(static_cast<std::size_t>(size)));
}
void* create_integer(redisReadTask const* task, long long value) {
    return put(task, Reply::make_integer(value));
}
void* create_nil(redisReadTask const* task) {
    return put(task, Reply{});
}
void free_object(void* object) {
    delete static_cast<Reply*>(object);
}

redisReplyObjectFunctions functions{create_string, create_array, create_integer, create_nil, free_object};

}  // namespace

Reply Reply::make_text(Type type, std::string_view text) {
    Reply reply;
    reply.type_ = type;
    reply.text_ = text;
    return reply;
}

Reply Reply::make_integer(std::int64_t value) {
    Reply reply;
    reply.type_ = Type::integer;
    reply.integer_ = value;
    return reply;
}

Reply Reply::make_array(std::size_t size) {
    Reply reply;
    reply.type_ = Type::array;
    reply.items_.resize(size);
    return reply;
}

Command& Command::add(std::string_view argument) {
    if (count_++ == 0) name_ = argument;
    char digits[24];
    auto const end = std::to_chars(digits, digits + sizeof digits, argument.size()).ptr;
    bytes_.append("$").append(digits, end).append("\r\n").append(argument).append("\r\n");
    return *this;
}

std::string Command::wire() const {
    std::string out;
    out.reserve(bytes_.size() + 16);
    return out.append("*").append(std::to_string(count_)).append("\r\n").append(bytes_);
}

struct ReplyReader::State {
    State() : reader{redisReaderCreateWithFunctions(&functions), &redisReaderFree} {}
    Failure broken() const {
        return {Fault::unreachable, std::string{"read reply of Redis: "} + reader->errstr};
    }
    std::unique_ptr<redisReader, decltype(&redisReaderFree)> reader;
    std::size_t held = 0;  ///< bytes fed since the last whole reply
};

ReplyReader::ReplyReader() : state_{std::make_unique<State>()} {}
ReplyReader::~ReplyReader() = default;

Result<void> ReplyReader::feed(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const part = bytes.substr(0, fed_at_once);
        if (redisReaderFeed(state_->reader.get(), part.data(), part.size()) != REDIS_OK)
            return state_->broken();
        state_->held += part.size();
        bytes.remove_prefix(part.size());
    }
    if (state_->held > longest_bulk)
        return Failure{Fault::unreachable, "read reply of Redis: longer than 64 MiB"};
    return {};
}

Result<std::optional<Reply>> ReplyReader::next() {
    void* object = nullptr;
    if (redisReaderGetReply(state_->reader.get(), &object) != REDIS_OK) return state_->broken();
    if (object == nullptr) return std::optional<Reply>{};
    state_->held = 0;
    std::unique_ptr<Reply> const reply{static_cast<Reply*>(object)};
    return std::optional{std::move(*reply)};
}

}  // namespace rw::store
