-- Opens each of $WORDS ("file:word"), waits for its findings, asks for a hover on the word, and
-- writes what came to $REPORT. Works in Neovim 0.7 and 0.11.
local function clients(buffer)
  if vim.lsp.get_clients then
    return vim.lsp.get_clients({ bufnr = buffer })
  end
  return vim.lsp.get_active_clients and vim.tbl_values(vim.lsp.buf_get_clients(buffer)) or {}
end

local function await(what, condition)
  assert(vim.wait(20000, condition, 20), "waited in vain for " .. what)
end

local function see(file, word)
  vim.cmd("edit " .. file)
  local buffer = vim.api.nvim_get_current_buf()
  await("the server of " .. file .. " (" .. vim.bo.filetype .. ")", function()
    local client = clients(buffer)[1]
    return client and client.initialized
  end)
  local client = clients(buffer)[1]
  await("findings in " .. file, function() return #vim.diagnostic.get(buffer) > 0 end)
  local messages = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(messages, diagnostic.message)
  end
  vim.fn.search("\\V" .. word)
  local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/hover", place, 20000)
  local hover = answers and answers[client.id] and answers[client.id].result
  return {
    file = file,
    filetype = vim.bo.filetype,
    encoding = client.offset_encoding,
    diagnostics = messages,
    hover = hover and hover.contents.value or "",
  }
end

local function main()
  local lines = {}
  for file, word in vim.env.WORDS:gmatch("(%S+):(%S+)") do
    table.insert(lines, vim.fn.json_encode(see(file, word)))
  end
  vim.fn.writefile(lines, vim.env.REPORT)
end

local worked, problem = pcall(main)
if not worked then
  io.stderr:write(tostring(problem) .. "\n")
  vim.cmd("cquit 1")
end
vim.cmd("qall!")
